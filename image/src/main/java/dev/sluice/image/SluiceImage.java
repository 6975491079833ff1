package dev.sluice.image;

import java.util.List;

/**
 * What is in the Sluice image: the runtime, the operator and the small store, each with its own
 * class path. The Dockerfile at the root makes the same image; a test compares the two.
 */
final class SluiceImage {
  /** Numeric, so that {@code runAsNonRoot} can be verified. */
  static final String USER = "10001:10001";

  static final List<String> ENTRYPOINT = List.of("/opt/sluice/bin/sluice");

  /** What changes least comes first. */
  static final List<Layer> LAYERS =
      List.of(
          new Layer(
              "libraries",
              List.of(
                  new Content("localstore/target/lib/", "/opt/sluice/localstore/lib/"),
                  new Content("operator/target/quarkus-app/lib/", "/opt/sluice/operator/lib/"),
                  new Content("worker/target/lib/", "/opt/sluice/lib/"))),
          new Layer(
              "sluice",
              List.of(
                  new Content("image/src/main/rootfs/opt/sluice/bin/", "/opt/sluice/bin/"),
                  new Content(
                      "localstore/target/sluice-localstore-*.jar",
                      "/opt/sluice/localstore/sluice-localstore.jar"),
                  new Content("operator/target/quarkus-app/app/", "/opt/sluice/operator/app/"),
                  new Content(
                      "operator/target/quarkus-app/quarkus/", "/opt/sluice/operator/quarkus/"),
                  new Content(
                      "operator/target/quarkus-app/quarkus-run.jar", "/opt/sluice/operator/"),
                  new Content(
                      "worker/target/sluice-worker-*.jar", "/opt/sluice/sluice-worker.jar"))));

  private SluiceImage() {}
}
