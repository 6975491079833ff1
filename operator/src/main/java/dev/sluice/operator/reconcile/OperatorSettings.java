package dev.sluice.operator.reconcile;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.time.Duration;
import java.util.List;

/**
 * How the operator goes about its work.
 *
 * @param pollInterval from one question to a driver to the next
 * @param progressInterval how often figures that change with every batch are written at most
 * @param httpPeers who may read the status and metrics of pods whose network is managed: the
 *     operator itself, and what collects metrics
 */
public record OperatorSettings(
    Duration pollInterval, Duration progressInterval, List<NetworkPolicyPeer> httpPeers) {
  /** Copies the list. */
  public OperatorSettings {
    httpPeers = List.copyOf(httpPeers);
  }
}
