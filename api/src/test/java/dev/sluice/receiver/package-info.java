@NullMarked
package dev.sluice.receiver;

import org.jspecify.annotations.NullMarked;
