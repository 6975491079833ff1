/** Checkpoints: when one is taken, what belongs to it and when it counts. */
@NullMarked
package dev.sluice.worker.driver.snapshot;

import org.jspecify.annotations.NullMarked;
