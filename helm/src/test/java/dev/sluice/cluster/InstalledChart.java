package dev.sluice.cluster;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.InstallCommand;
import java.nio.file.Path;

/** The chart as release {@code sluice} of a namespace; uninstalled when closed. */
record InstalledChart(TestCluster cluster, String namespace) implements AutoCloseable {
  private static final String RELEASE = "sluice";

  /** Full name of the release's objects. */
  static final String OPERATOR = "sluice-operator";

  private static final int TIMEOUT_SECONDS = 180;

  /** Installs the chart and waits until the operator is ready. */
  void install(Images images) {
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
            .waitReady()
            .withTimeout(TIMEOUT_SECONDS);
    install.call();
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
