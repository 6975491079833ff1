/** Runs the examples as a user does on a laptop: with {@code ./sluice}. */
@NullMarked
package dev.sluice.examples.laptop;

import org.jspecify.annotations.NullMarked;
