package dev.sluice.cluster;

import java.io.IOException;

/** The contract in the cluster that KUBECONFIG names. */
class KubeconfigIT extends ClusterContract {
  @Override
  TestCluster open() throws IOException {
    return TestCluster.named();
  }
}
