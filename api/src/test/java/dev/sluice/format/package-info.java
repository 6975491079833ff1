@NullMarked
package dev.sluice.format;

import org.jspecify.annotations.NullMarked;
