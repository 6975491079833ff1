package dev.sluice.operator.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.operator.job.Labels;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The Secret that the operator keeps its key in. It has no owner: jobs outlive a release, and the
 * next one has to know their tokens.
 */
record KeySecret(KubernetesClient client, String namespace, String name) {
  /** The entry of the key. */
  static final String ENTRY = "key";

  private static final int KEY_BYTES = 32;

  /**
   * Makes a key and the Secret of it.
   *
   * @return the key; empty if the Secret was there before, which nobody may read
   * @throws IllegalStateException if the operator may not make it
   */
  Optional<String> create() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    String key = HexFormat.of().formatHex(random);
    try {
      client
          .resource(
              new SecretBuilder()
                  .withNewMetadata()
                  .withNamespace(namespace)
                  .withName(name)
                  .addToLabels(Labels.MANAGED_BY, Labels.OPERATOR)
                  .endMetadata()
                  .withType("Opaque")
                  .addToData(ENTRY, encoded(key))
                  .build())
          .create();
      return Optional.of(key);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return Optional.empty();
      }
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        throw new IllegalStateException(
            "the operator may not create Secret %s in namespace %s: give it the right, or make the Secret with `kubectl -n %s create secret generic %s --from-literal=key=$(openssl rand -hex 32)`"
                .formatted(name, namespace, namespace, name),
            e);
      }
      throw e;
    }
  }

  private static String encoded(String key) {
    return Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
  }
}
