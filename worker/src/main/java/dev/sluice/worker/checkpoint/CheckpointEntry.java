package dev.sluice.worker.checkpoint;

import java.util.Optional;

/**
 * A checkpoint as it lies in the store.
 *
 * @param id its number
 * @param manifest its manifest, if that can be read
 * @param logged whether the log names it; one that is not named does not count
 * @param problem why the manifest cannot be read, if so
 */
public record CheckpointEntry(
    long id, Optional<Manifest> manifest, boolean logged, Optional<String> problem) {}
