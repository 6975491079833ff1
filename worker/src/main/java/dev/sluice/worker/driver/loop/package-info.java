/** Runs a job: its batches, generations and workers, as events of one loop. */
@NullMarked
package dev.sluice.worker.driver.loop;

import org.jspecify.annotations.NullMarked;
