/** Replays load against the autoscaler's decisions, with a model of a job, and draws the result. */
@NullMarked
package dev.sluice.operator.simulate;

import org.jspecify.annotations.NullMarked;
