/**
 * Runs a job as local processes: a small operator for one job. Starts, watches and restarts them,
 * and knows nothing of their inside.
 */
@NullMarked
package dev.sluice.worker.launch;

import org.jspecify.annotations.NullMarked;
