package dev.sluice.operator.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.operator.network.HttpTokens;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnableKubernetesMockClient(crud = true)
class KeyAtStartTest {
  private static final String UID = "11111111-2222-3333-4444-555555555555";
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);

  @SuppressWarnings("NullAway.Init") // set by the extension
  private KubernetesClient client;

  @SuppressWarnings("NullAway.Init") // set by the extension
  private KubernetesMockServer server;

  @TempDir private Path directory;
  private Path file;
  private KeySecret secret;

  @BeforeEach
  void name() {
    file = directory.resolve("key");
    secret = new KeySecret(client, "sluice", "sluice-operator-job-http");
  }

  @Test
  void firstStartMakesTheSecretAndUsesItsKeyAtOnce() throws InterruptedException {
    KeyFile tokens = new KeyAtStart(file, SHORT).own(secret);

    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(server.takeRequest().getMethod()).isEqualTo("POST");
    assertThat(key(made())).matches("[0-9a-f]{64}");
    assertThat(tokens.get().token(UID)).isEqualTo(HttpTokens.of(key(made())).token(UID));
    assertThat(made().getMetadata().getOwnerReferences()).as("it outlives the release").isEmpty();
  }

  @Test
  void anotherReplicaWaitsForTheFileAndTakesTheSameKey() throws Exception {
    KeyFile first = new KeyAtStart(file, SHORT).own(secret);
    CompletableFuture<KeyFile> second =
        CompletableFuture.supplyAsync(() -> new KeyAtStart(file, LONG).own(secret));
    await().until(() -> server.getRequestCount() == 2);
    assertThat(second).isNotDone();

    Files.writeString(file, key(made()) + "\n");

    assertThat(second.get(LONG.toSeconds(), TimeUnit.SECONDS).get().token(UID))
        .isEqualTo(first.get().token(UID));
  }

  @Test
  void saysThatTheKeyDoesNotCome() {
    assertThat(secret.create()).isPresent();

    assertThatThrownBy(() -> new KeyAtStart(file, SHORT).own(secret))
        .hasMessageContaining("no key for tokens of the REST API in " + file)
        .hasMessageContaining("Secret sluice-operator-job-http of namespace sluice is there");
  }

  @Test
  void takesTheKeyThatIsMountedWithoutAskingTheServer() throws IOException {
    Files.writeString(file, "k".repeat(32));

    assertThat(new KeyAtStart(file, SHORT).own(secret).get().token(UID))
        .isEqualTo(HttpTokens.of("k".repeat(32)).token(UID));
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void neverMakesASecretOfTheUsers() {
    assertThatThrownBy(() -> new KeyAtStart(file, SHORT).given())
        .hasMessageContaining("the Secret that is mounted there has no entry key");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void saysWhichRightIsMissing() {
    server
        .expect()
        .post()
        .withPath("/api/v1/namespaces/closed/secrets")
        .andReturn(403, "{}")
        .once();
    var refused = new KeySecret(client, "closed", "key");

    assertThatThrownBy(() -> new KeyAtStart(file, SHORT).own(refused))
        .hasMessageContaining("may not create Secret key in namespace closed")
        .hasMessageContaining("kubectl -n closed create secret generic key");
  }

  private Secret made() {
    return client.secrets().inNamespace("sluice").withName("sluice-operator-job-http").get();
  }

  private static String key(Secret secret) {
    return new String(Base64.getDecoder().decode(secret.getData().get("key")), UTF_8);
  }
}
