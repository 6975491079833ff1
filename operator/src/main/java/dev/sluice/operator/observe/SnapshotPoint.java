package dev.sluice.operator.observe;

import dev.sluice.crds.SnapshotPhase;
import org.jspecify.annotations.Nullable;

/**
 * A StreamingJobSnapshot that a job waits for or begins from.
 *
 * @param name its name
 * @param phase how far it has come
 * @param location where it is; null unless it is completed
 * @param message one line about it
 */
public record SnapshotPoint(
    String name, SnapshotPhase phase, @Nullable String location, String message) {}
