/** The executor: lanes that run the tasks of batches, and the progress of those batches. */
@NullMarked
package dev.sluice.worker.executor;

import org.jspecify.annotations.NullMarked;
