package dev.sluice.operator.reconcile;

import dev.sluice.operator.network.HttpTokens;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * How the operator goes about its work.
 *
 * @param pollInterval from one question to a driver to the next
 * @param progressInterval how often figures that change with every batch are written at most
 * @param httpPeers who may read the status and metrics of pods whose network is managed: the
 *     operator itself, and what collects metrics
 * @param httpTokens what the REST API of drivers asks for; another value as soon as there is
 *     another key
 * @param certificateLifetime how long a certificate of a job lasts; two minutes at least
 */
public record OperatorSettings(
    Duration pollInterval,
    Duration progressInterval,
    List<NetworkPolicyPeer> httpPeers,
    Supplier<HttpTokens> httpTokens,
    Duration certificateLifetime) {
  private static final Duration SHORTEST_LIFETIME = Duration.ofMinutes(2);

  /** Copies the list. */
  public OperatorSettings {
    if (certificateLifetime.compareTo(SHORTEST_LIFETIME) < 0) {
      throw new IllegalArgumentException(
          "a certificate must last two minutes at least, for kubelets to hand the next one out: set"
              + " SLUICE_CERTIFICATE_LIFETIME (certificates.lifetimeMinutes of the chart) to more"
              + " than "
              + certificateLifetime);
    }
    httpPeers = List.copyOf(httpPeers);
  }
}
