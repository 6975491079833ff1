/** The workers of a job, who owns which state, and when work goes on after a change. */
@NullMarked
package dev.sluice.worker.driver.workers;

import org.jspecify.annotations.NullMarked;
