package dev.sluice.operator.observe;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a pod ended.
 *
 * @param exitCode exit code of the container; null if it never ran or is not known
 * @param reason the cluster's word, such as {@code OOMKilled}; empty if it gave none
 * @param message the line that the process left; empty if it left none
 * @param disrupted whether the cluster ended it (eviction, node shutdown), not the process itself
 * @param conditions status of each condition of the pod, by type
 * @param time when it ended
 */
public record PodEnd(
    @Nullable Integer exitCode,
    String reason,
    String message,
    boolean disrupted,
    Map<String, String> conditions,
    Instant time) {

  /** Copies the conditions. */
  public PodEnd {
    conditions = Map.copyOf(conditions);
  }
}
