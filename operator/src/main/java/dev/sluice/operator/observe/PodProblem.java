package dev.sluice.operator.observe;

/**
 * Why a pod has not started.
 *
 * @param reason the second part of a condition reason, such as {@code ImagePullFailed}
 * @param message one line from the cluster
 */
public record PodProblem(String reason, String message) {}
