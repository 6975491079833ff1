@NullMarked
package dev.sluice.examples.clicks;

import org.jspecify.annotations.NullMarked;
