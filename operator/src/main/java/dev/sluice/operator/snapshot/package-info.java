/** Decisions about snapshots of jobs: pure functions of what was observed and the time. */
@NullMarked
package dev.sluice.operator.snapshot;

import org.jspecify.annotations.NullMarked;
