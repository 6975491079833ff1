package dev.sluice.operator.observe;

import org.jspecify.annotations.Nullable;

/**
 * What a driver says of a request for a snapshot.
 *
 * @param request the request as it was made
 * @param state Running, Completed, Deleted or Failed
 * @param message one line
 * @param path where the snapshot is, relative to the job's location; null unless it is completed
 * @param checkpoint number of the checkpoint that it is a copy of
 * @param batchIndex last batch whose effect it holds
 * @param bytes size of the state in it
 */
public record SnapshotAnswer(
    String request,
    String state,
    String message,
    @Nullable String path,
    long checkpoint,
    long batchIndex,
    long bytes) {}
