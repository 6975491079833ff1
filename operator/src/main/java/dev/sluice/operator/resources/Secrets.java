package dev.sluice.operator.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** Builds the Secret with a job's mutual-TLS material. */
public final class Secrets {
  private Secrets() {}

  /** Returns a Secret with new material. */
  public static Secret build(JobContext context, Instant now) {
    return new SecretBuilder()
        .withMetadata(context.metadata(context.job().certificate(), Map.of()))
        .withType("kubernetes.io/tls")
        .withData(encoded(Certificates.create(now)))
        .build();
  }

  private static Map<String, String> encoded(Map<String, String> files) {
    return files.entrySet().stream()
        .collect(
            toMap(
                Map.Entry::getKey,
                file -> Base64.getEncoder().encodeToString(file.getValue().getBytes(UTF_8))));
  }
}
