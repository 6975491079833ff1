/** The plan: what the executors run, made from the graph by pure functions. No I/O and no clock. */
@NullMarked
package dev.sluice.worker.plan;

import org.jspecify.annotations.NullMarked;
