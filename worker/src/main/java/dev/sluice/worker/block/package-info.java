/**
 * Blocks of received records: their identity, their content and the bounded store that holds them
 * on a worker.
 */
@NullMarked
package dev.sluice.worker.block;

import org.jspecify.annotations.NullMarked;
