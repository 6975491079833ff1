package dev.sluice.examples.cluster;

import dev.sluice.operator.cluster.MockCluster;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The secret that the manifests of the examples name. */
final class StoreCredentials {
  private StoreCredentials() {}

  static void create(MockCluster cluster, String accessKey, String secretKey) {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("wordcount-s3")
                .withNamespace(MockCluster.NAMESPACE)
                .endMetadata()
                .addToData("AWS_ACCESS_KEY_ID", encoded(accessKey))
                .addToData("AWS_SECRET_ACCESS_KEY", encoded(secretKey))
                .build())
        .create();
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
