package dev.sluice.operator.observe;

import java.time.Duration;

/**
 * Why a pod has not started.
 *
 * @param reason the second part of a condition reason, such as {@code ImagePullFailed}
 * @param message one line from the cluster
 * @param patience how old the pod is before this is worth telling
 */
public record PodProblem(String reason, String message, Duration patience) {

  /** A problem that is told at once. */
  public PodProblem(String reason, String message) {
    this(reason, message, Duration.ZERO);
  }
}
