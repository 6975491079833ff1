/** The command {@code bench/run}: builds the engines' programs, runs them in turns, compares. */
@NullMarked
package dev.sluice.bench.runner;

import org.jspecify.annotations.NullMarked;
