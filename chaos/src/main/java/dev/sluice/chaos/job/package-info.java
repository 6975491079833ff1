/** The job that faults are done to. */
@NullMarked
package dev.sluice.chaos.job;

import org.jspecify.annotations.NullMarked;
