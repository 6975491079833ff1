/** Batches: when they are cut, what they read and where their tasks go. */
@NullMarked
package dev.sluice.worker.driver.batch;

import org.jspecify.annotations.NullMarked;
