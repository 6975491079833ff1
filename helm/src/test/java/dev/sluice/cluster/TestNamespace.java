package dev.sluice.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;

/** A namespace of its own for one test class, in which only restricted pods are admitted. */
record TestNamespace(KubernetesClient client, String name) implements AutoCloseable {
  private static final Duration DELETION = Duration.ofMinutes(2);

  static TestNamespace create(KubernetesClient client) {
    String suffix = Integer.toString(ThreadLocalRandom.current().nextInt(1 << 20), 36);
    Namespace namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("sluice-it-" + suffix)
            .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
            .addToLabels("pod-security.kubernetes.io/enforce-version", "latest")
            .endMetadata()
            .build();
    client.namespaces().resource(namespace).create();
    return new TestNamespace(client, namespace.getMetadata().getName());
  }

  /** Deletes the namespace and waits until it is gone: nothing of ours blocks its deletion. */
  @Override
  public void close() {
    client.namespaces().withName(name).delete();
    Awaitility.await("namespace %s is gone".formatted(name))
        .atMost(DELETION)
        .until(() -> client.namespaces().withName(name).get() == null);
  }
}
