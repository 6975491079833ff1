/** How faults are done to a job, and how its recovery is measured. */
@NullMarked
package dev.sluice.chaos.fault;

import org.jspecify.annotations.NullMarked;
