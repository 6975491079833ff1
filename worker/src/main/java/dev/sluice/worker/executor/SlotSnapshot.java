package dev.sluice.worker.executor;

/**
 * The bytes of one slot of state as of the end of a batch.
 *
 * @param uid the state
 * @param slot the slot
 * @param content as the state's format writes it
 * @param entries number of entries in it
 */
record SlotSnapshot(String uid, int slot, byte[] content, long entries) {}
