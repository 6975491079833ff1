package dev.sluice.worker.executor;

import dev.sluice.worker.state.ShardSnapshot;

/**
 * One slot of state as of the end of a batch.
 *
 * @param slot the slot
 * @param content what it holds, or what changed in it
 */
record SlotSnapshot(StateSlots.Slot slot, ShardSnapshot content) {}
