package dev.sluice.operator.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * The job that a snapshot is taken of.
 *
 * @param location its checkpoint location
 * @param suspended whether the user has it suspended
 * @param over whether it has completed or failed, or is being deleted
 * @param driver its driver; null if none is ready
 */
public record SnapshotJob(
    String location, boolean suspended, boolean over, @Nullable SnapshotDriver driver) {}
