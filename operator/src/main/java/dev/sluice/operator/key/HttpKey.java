package dev.sluice.operator.key;

import dev.sluice.operator.network.HttpTokens;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the operator has the key from that tokens of the REST API are made of.
 *
 * @see <a href="docs/adr/0079-the-operator-makes-the-key.md">ADR 79</a>
 */
@Singleton
public class HttpKey {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Produces
  @Singleton
  Supplier<HttpTokens> tokens(
      KubernetesClient client,
      @ConfigProperty(name = "sluice.operator.job-http.authentication")
          HttpAuthentication authentication,
      @ConfigProperty(name = "sluice.operator.job-http.key-file") Optional<Path> file,
      @ConfigProperty(name = "sluice.operator.job-http.key-secret") Optional<String> secret,
      @ConfigProperty(name = "sluice.operator.job-http.key-namespace") Optional<String> namespace) {
    if (authentication == HttpAuthentication.None) {
      return file.<Supplier<HttpTokens>>map(KeyFile::known).orElse(() -> HttpTokens.of(""));
    }
    var start =
        new KeyAtStart(
            file.orElseThrow(
                () ->
                    new IllegalStateException(
                        "SLUICE_JOB_HTTP_KEY_FILE is not set: name the file with the key for tokens of the REST API, or set SLUICE_JOB_HTTP_AUTHENTICATION to None")),
            PATIENCE);
    return secret
        .map(name -> start.own(new KeySecret(client, required(namespace), name)))
        .orElseGet(start::given);
  }

  private static String required(Optional<String> namespace) {
    return namespace.orElseThrow(
        () -> new IllegalStateException("SLUICE_JOB_HTTP_KEY_NAMESPACE is not set"));
  }
}
