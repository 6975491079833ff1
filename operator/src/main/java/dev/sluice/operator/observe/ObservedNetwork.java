package dev.sluice.operator.observe;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job's pods are reached from outside.
 *
 * @param receiverPort port of the Service over the receivers; null if there is none of this job
 * @param policies the job's network policies by name
 * @param web the way to its web pages
 */
public record ObservedNetwork(
    @Nullable Integer receiverPort, Map<String, NetworkPolicySpec> policies, ObservedWeb web) {
  /** There is nothing. */
  public static final ObservedNetwork NONE = new ObservedNetwork(null, Map.of());

  /** A job without a way to its web pages. */
  public ObservedNetwork(@Nullable Integer receiverPort, Map<String, NetworkPolicySpec> policies) {
    this(receiverPort, policies, ObservedWeb.NONE);
  }

  /** Copies the map. */
  public ObservedNetwork {
    policies = Map.copyOf(policies);
  }

  /** Returns the same with another way to the web pages. */
  public ObservedNetwork with(ObservedWeb other) {
    return new ObservedNetwork(receiverPort, policies, other);
  }
}
