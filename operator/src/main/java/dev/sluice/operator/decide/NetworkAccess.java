package dev.sluice.operator.decide;

import dev.sluice.operator.network.PodPolicies;
import dev.sluice.operator.observe.ObservedJob;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides about the network policies of a job. */
final class NetworkAccess {
  private NetworkAccess() {}

  /** Returns what it takes to have the policies that the spec asks for, and no others. */
  static List<Action> actions(ObservedJob observed, List<NetworkPolicyPeer> httpPeers) {
    Map<String, NetworkPolicySpec> wanted =
        PodPolicies.of(observed.job(), observed.spec(), httpPeers);
    Map<String, NetworkPolicySpec> present = observed.network().policies();
    List<Action> actions = new ArrayList<>();
    wanted.forEach(
        (name, spec) -> {
          if (!spec.equals(present.get(name))) {
            actions.add(new Action.EnsurePolicy(name, spec));
          }
        });
    present.keySet().stream()
        .filter(name -> !wanted.containsKey(name))
        .sorted()
        .forEach(name -> actions.add(new Action.DeletePolicy(name)));
    return actions;
  }
}
