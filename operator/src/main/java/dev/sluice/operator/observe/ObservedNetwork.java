package dev.sluice.operator.observe;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a job's pods are reached from outside.
 *
 * @param receiverPort port of the Service over the receivers; null if there is none of this job
 * @param policies the job's network policies by name
 */
public record ObservedNetwork(
    @Nullable Integer receiverPort, Map<String, NetworkPolicySpec> policies) {
  /** There is nothing. */
  public static final ObservedNetwork NONE = new ObservedNetwork(null, Map.of());

  /** Copies the map. */
  public ObservedNetwork {
    policies = Map.copyOf(policies);
  }
}
