/** Keyed state: the table of one shard and its snapshots. */
@NullMarked
package dev.sluice.worker.state;

import org.jspecify.annotations.NullMarked;
