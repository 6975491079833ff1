/** Whole jobs, through the API that a job author uses. */
@NullMarked
package dev.sluice.worker.endtoend;

import org.jspecify.annotations.NullMarked;
