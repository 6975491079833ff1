/** The exchange between stages: who owns which partition, and the way to the other executors. */
@NullMarked
package dev.sluice.worker.exchange;

import org.jspecify.annotations.NullMarked;
