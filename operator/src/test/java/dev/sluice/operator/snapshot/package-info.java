/** Tests of the decisions about snapshots. */
@NullMarked
package dev.sluice.operator.snapshot;

import org.jspecify.annotations.NullMarked;
