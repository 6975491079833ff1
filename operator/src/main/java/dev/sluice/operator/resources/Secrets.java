package dev.sluice.operator.resources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import dev.sluice.operator.decide.Action;
import dev.sluice.operator.network.HttpTokens;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Builds the Secret with a job's mutual-TLS material and the token of its REST API. */
public final class Secrets {
  private Secrets() {}

  /** Returns a Secret with new material, and the job's token if it has one. */
  public static Secret build(
      JobContext context, Action.IssueCertificate action, HttpTokens tokens) {
    Map<String, String> files =
        new HashMap<>(Certificates.create(action.issued(), action.expiry()));
    files.put("use-from", action.useFrom().toString());
    tokens.token(context.job().uid()).ifPresent(token -> files.put(HttpTokens.FILE, token));
    return new SecretBuilder()
        .withMetadata(context.metadata(context.job().certificate(action.generation()), Map.of()))
        .withType("kubernetes.io/tls")
        .withData(encoded(files))
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
