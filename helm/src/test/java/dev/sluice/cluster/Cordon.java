package dev.sluice.cluster;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Keeps pods from the nodes that took some, as {@code kubectl cordon} does; lifted when closed. */
record Cordon(KubernetesClient client, List<String> nodes) implements AutoCloseable {
  static Cordon ofAllNodes(KubernetesClient client) {
    List<String> schedulable =
        client.nodes().list().getItems().stream()
            .filter(node -> !Boolean.TRUE.equals(node.getSpec().getUnschedulable()))
            .map(node -> node.getMetadata().getName())
            .toList();
    Cordon cordon = new Cordon(client, schedulable);
    cordon.set(true);
    return cordon;
  }

  /** Lets the nodes take pods again. */
  void lift() {
    set(false);
  }

  private void set(boolean unschedulable) {
    for (String node : nodes) {
      Node unused =
          client
              .nodes()
              .withName(node)
              .edit(
                  found -> {
                    found.getSpec().setUnschedulable(unschedulable ? true : null);
                    return found;
                  });
    }
  }

  @Override
  public void close() {
    lift();
  }
}
