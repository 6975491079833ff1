package dev.sluice.cluster;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The chart as release {@code sluice} of a namespace; uninstalled when closed. */
record InstalledChart(TestCluster cluster, String namespace) implements AutoCloseable {
  private static final String RELEASE = "sluice";

  /** Full name of the release's objects. */
  static final String OPERATOR = "sluice-operator";

  private static final int TIMEOUT_SECONDS = 180;

  /**
   * Installs the chart and waits until the operator is ready.
   *
   * @param everywhere whether it watches all namespaces
   * @param values more values, by name
   */
  void install(Images images, boolean everywhere, Map<String, Object> values) {
    boolean defined =
        cluster
                .client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("streamingjobs.sluice.dev")
                .get()
            != null;
    InstallCommand install =
        new Helm(Path.of("sluice").toAbsolutePath())
            .install()
            .withKubeConfigContents(cluster.kubeconfig())
            .withName(RELEASE)
            .withNamespace(namespace)
            .set("crds.enabled", !defined)
            .set("crds.keep", false)
            .set("image.repository", images.operatorRepository())
            .set("image.tag", images.operatorTag())
            .set("operator.pollSeconds", 1)
            .set("operator.progressSeconds", 1)
            .set("watch.allNamespaces", everywhere)
            .set("networkPolicy.enabled", true)
            .waitReady()
            .withTimeout(TIMEOUT_SECONDS);
    values.forEach(install::set);
    install.call();
  }

  /** Replaces the operator by a new process, and waits until the old one is gone. */
  void restart() {
    List<String> before = operators();
    var deployments = cluster.client().apps().deployments().inNamespace(namespace);
    deployments.withName(OPERATOR).rolling().restart();
    Awaitility.await("another operator works")
        .atMost(Duration.ofSeconds(TIMEOUT_SECONDS))
        .until(() -> operators().size() == 1 && !operators().equals(before));
  }

  private List<String> operators() {
    return cluster
        .client()
        .pods()
        .inNamespace(namespace)
        .withLabel("app.kubernetes.io/name", "sluice")
        .list()
        .getItems()
        .stream()
        .filter(pod -> pod.getMetadata().getName().startsWith(OPERATOR))
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  /** Returns the name of the Secret with the key of tokens. */
  String key() {
    return OPERATOR + "-job-http";
  }

  /** Runs the chart's own test. */
  void test() {
    Helm.test(RELEASE)
        .withKubeConfigContents(cluster.kubeconfig())
        .withNamespace(namespace)
        .withTimeout(TIMEOUT_SECONDS)
        .call();
  }

  @Override
  public void close() {
    Helm.uninstall(RELEASE)
        .withKubeConfigContents(cluster.kubeconfig())
        .withNamespace(namespace)
        .ignoreNotFound()
        .call();
  }
}
