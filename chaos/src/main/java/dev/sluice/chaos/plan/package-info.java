/** What is done to a job, drawn from a seed. Pure. */
@NullMarked
package dev.sluice.chaos.plan;

import org.jspecify.annotations.NullMarked;
