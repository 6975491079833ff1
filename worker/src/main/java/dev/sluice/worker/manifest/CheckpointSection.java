package dev.sluice.worker.manifest;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where and how often state is checkpointed.
 *
 * @param location {@code s3://bucket/prefix}
 * @param periodSeconds seconds from one checkpoint to the next
 * @param retained how many completed checkpoints are kept
 * @param endpoint address of the store; empty for Amazon S3
 * @param region region used to sign requests
 * @param pathStyleAccess whether the bucket is in the path, not in the host name
 */
public record CheckpointSection(
    String location,
    int periodSeconds,
    int retained,
    String endpoint,
    String region,
    boolean pathStyleAccess) {
  static CheckpointSection of(JsonNode node) {
    var s3 = node.path("s3");
    return new CheckpointSection(
        node.path("location").asText(),
        node.path("periodSeconds").asInt(),
        node.path("retained").asInt(),
        s3.path("endpoint").asText(),
        s3.path("region").asText(),
        s3.path("pathStyleAccess").asBoolean());
  }
}
