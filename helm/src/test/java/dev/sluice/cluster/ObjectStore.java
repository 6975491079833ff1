package dev.sluice.cluster;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/**
 * The S3-compatible store of the jobs, its credentials in Secret {@code store}: the one given by
 * SLUICE_TEST_S3_ENDPOINT and its companions, or the image's small server as a pod.
 */
record ObjectStore(
    String endpoint, String region, String bucket, String accessKey, String secretKey) {
  static final String SECRET = "store";

  private static final int PORT = 9000;

  static ObjectStore open(KubernetesClient client, String namespace, Images images) {
    String endpoint = environment("ENDPOINT", "");
    ObjectStore store = endpoint.isEmpty() ? start(client, namespace, images) : given(endpoint);
    store.share(client, namespace);
    return store;
  }

  /** Makes the credentials known in a namespace. */
  void share(KubernetesClient client, String namespace) {
    client
        .secrets()
        .inNamespace(namespace)
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(SECRET)
                .endMetadata()
                .withStringData(credentials())
                .build())
        .create();
  }

  /** Returns the location of the objects under a prefix of the bucket. */
  String location(String prefix) {
    return "s3://%s/%s".formatted(bucket, prefix);
  }

  Map<String, String> credentials() {
    return Map.of("AWS_ACCESS_KEY_ID", accessKey, "AWS_SECRET_ACCESS_KEY", secretKey);
  }

  private static ObjectStore given(String endpoint) {
    return new ObjectStore(
        endpoint,
        environment("REGION", "us-east-1"),
        environment("BUCKET", "sluice-test"),
        environment("ACCESS_KEY", ""),
        environment("SECRET_KEY", ""));
  }

  private static ObjectStore start(KubernetesClient client, String namespace, Images images) {
    ObjectStore store =
        new ObjectStore(
            "http://store.%s.svc:%d".formatted(namespace, PORT),
            "us-east-1",
            "sluice-test",
            "sluice-test",
            "sluice-test");
    List<String> command =
        List.of(
            "/opt/sluice/bin/sluice-localstore",
            "--address",
            "0.0.0.0",
            "--port",
            Integer.toString(PORT),
            "--directory",
            "/tmp/store",
            "--bucket",
            store.bucket());
    // A job whose store has to wait for its pods, and they for it, tells nothing about the job.
    new RestrictedPod("store", images.operator(), command, store.credentials(), "300m")
        .serve(client, namespace, PORT);
    return store;
  }

  private static String environment(String name, String otherwise) {
    String value = System.getenv("SLUICE_TEST_S3_" + name);
    return value == null ? otherwise : value;
  }
}
