package dev.sluice.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A cluster with a user who may do everything in it.
 *
 * @param kubeconfig contents of the user's configuration
 */
record TestCluster(String kubeconfig, KubernetesClient client) implements AutoCloseable {
  static TestCluster of(String kubeconfig) {
    Config config = Config.fromKubeconfig(kubeconfig);
    return new TestCluster(kubeconfig, new KubernetesClientBuilder().withConfig(config).build());
  }

  /**
   * Reaches the cluster that KUBECONFIG names.
   *
   * @throws IllegalStateException if it names none: the tests were asked for, so they must not pass
   *     unrun
   */
  static TestCluster named() throws IOException {
    String file = System.getenv("KUBECONFIG");
    if (file == null || file.isEmpty()) {
      throw new IllegalStateException(
          "KUBECONFIG is not set: -Pkube runs against the cluster that it names");
    }
    return of(Files.readString(Path.of(file)));
  }

  @Override
  public void close() {
    client.close();
  }
}
