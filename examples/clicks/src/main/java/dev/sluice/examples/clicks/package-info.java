/** Counts of lines that arrive by HTTP. */
@NullMarked
package dev.sluice.examples.clicks;

import org.jspecify.annotations.NullMarked;
