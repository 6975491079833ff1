package dev.sluice.cluster;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The S3-compatible store of a job, its credentials in Secret {@code store}: the one given by
 * SLUICE_TEST_S3_ENDPOINT and its companions, or the image's small server as a pod.
 */
record ObjectStore(String endpoint, String region, String bucket) {
  static final String SECRET = "store";

  private static final int PORT = 9000;
  private static final Duration START = Duration.ofMinutes(2);

  static ObjectStore open(KubernetesClient client, String namespace, Images images) {
    String endpoint = environment("ENDPOINT", "");
    if (!endpoint.isEmpty()) {
      putCredentials(
          client, namespace, environment("ACCESS_KEY", ""), environment("SECRET_KEY", ""));
      return new ObjectStore(
          endpoint, environment("REGION", "us-east-1"), environment("BUCKET", "sluice-test"));
    }
    String key = "sluice-test";
    RestrictedPod server =
        new RestrictedPod(
            "store",
            images.operator(),
            List.of(
                "/opt/sluice/bin/sluice-localstore",
                "--address",
                "0.0.0.0",
                "--port",
                Integer.toString(PORT),
                "--directory",
                "/tmp/store",
                "--bucket",
                "sluice-test"),
            Map.of("AWS_ACCESS_KEY_ID", key, "AWS_SECRET_ACCESS_KEY", key),
            PORT);
    putCredentials(client, namespace, key, key);
    client.services().inNamespace(namespace).resource(server.service()).create();
    client.pods().inNamespace(namespace).resource(server.pod()).create();
    client
        .pods()
        .inNamespace(namespace)
        .withName(server.name())
        .waitUntilReady(START.toSeconds(), TimeUnit.SECONDS);
    return new ObjectStore(
        "http://store.%s.svc:%d".formatted(namespace, PORT), "us-east-1", "sluice-test");
  }

  /** Returns the location of the objects under a prefix of the bucket. */
  String location(String prefix) {
    return "s3://%s/%s".formatted(bucket, prefix);
  }

  private static void putCredentials(
      KubernetesClient client, String namespace, String accessKey, String secretKey) {
    client
        .secrets()
        .inNamespace(namespace)
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(SECRET)
                .endMetadata()
                .addToStringData("AWS_ACCESS_KEY_ID", accessKey)
                .addToStringData("AWS_SECRET_ACCESS_KEY", secretKey)
                .build())
        .create();
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv("SLUICE_TEST_S3_" + name);
    return value == null ? otherwise : value;
  }
}
