package dev.sluice.operator.resources;

import dev.sluice.operator.decide.Action;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import java.util.Map;

/** Builds the network policies of a job. */
public final class Policies {
  private Policies() {}

  /** Returns a policy that the job owns. */
  public static NetworkPolicy build(JobContext context, Action.EnsurePolicy policy) {
    return new NetworkPolicyBuilder()
        .withMetadata(context.metadata(policy.name(), Map.of()))
        .withSpec(policy.spec())
        .build();
  }
}
