/**
 * The commit log, checkpoint manifests, retention and the decision what a new driver resumes from.
 */
@NullMarked
package dev.sluice.worker.checkpoint;

import org.jspecify.annotations.NullMarked;
