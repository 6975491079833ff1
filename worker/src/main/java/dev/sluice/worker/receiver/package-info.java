/** Runs receivers: what they store becomes blocks, on two workers and in one chain a stream. */
@NullMarked
package dev.sluice.worker.receiver;

import org.jspecify.annotations.NullMarked;
