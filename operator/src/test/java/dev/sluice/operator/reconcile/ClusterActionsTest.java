package dev.sluice.operator.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operator.cluster.Jobs;
import dev.sluice.operator.decide.Action;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.network.HttpTokens;
import dev.sluice.operator.resources.JobContext;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class ClusterActionsTest {
  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final JobContext CONTEXT = context("11111111-2222-3333-4444-555555555555");
  private static final JobContext EARLIER = context("99999999-2222-3333-4444-555555555555");

  @SuppressWarnings("NullAway.Init") // set by the extension
  private KubernetesClient client;

  @SuppressWarnings("NullAway.Init") // set by the extension
  private KubernetesMockServer server;

  private static final HttpTokens KEY = HttpTokens.of("k".repeat(32));

  private ClusterActions actions;

  @BeforeEach
  void create() {
    actions = new ClusterActions(client, Clock.systemUTC(), Duration.ofDays(90), () -> KEY);
  }

  @Test
  void givesAJobItsTokenWithEachCertificate() {
    actions.take(new Action.EnsureCertificate(), CONTEXT);
    Secret secret = secret();
    Instant now = Instant.now();
    actions.take(
        new Action.IssueCertificate(2, now, now.plus(Duration.ofDays(90)), now, null), CONTEXT);

    String token = KEY.token(CONTEXT.job().uid()).orElseThrow();
    assertThat(new String(Base64.getDecoder().decode(secret.getData().get("http-token")), UTF_8))
        .isEqualTo(token);
    assertThat(secret().getData())
        .containsEntry("http-token", secret.getData().get("http-token"))
        .doesNotContainEntry("tls.key", secret.getData().get("tls.key"));
  }

  private Secret secret() {
    return client.secrets().inNamespace("default").withName(CONTEXT.job().certificate()).get();
  }

  @Test
  void pointsTheServiceFromOneEpochToTheNext() {
    actions.take(new Action.PointService("words-driver", 1), CONTEXT);
    actions.take(new Action.PointService("words-driver", 2), CONTEXT);

    assertThat(service().getSpec().getSelector()).containsEntry("sluice.dev/epoch", "2");
    assertThat(service().getSpec().getClusterIP()).isEqualTo("None");
    assertThat(service().getSpec().getPublishNotReadyAddresses()).isTrue();
  }

  @Test
  void takesOverTheServiceThatAnEarlierJobOfTheNameLeft() {
    actions.take(new Action.PointService("words-driver", 9), EARLIER);
    actions.take(new Action.PointService("words-driver", 1), CONTEXT);

    assertThat(service().getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(CONTEXT.job().uid()));
  }

  @Test
  void refusesAServiceThatIsSomeoneElses() {
    actions.take(new Action.PointService("words-driver", 1), EARLIER);
    Service foreign = service();
    foreign.getMetadata().getLabels().remove("app.kubernetes.io/managed-by");
    client.resource(foreign).update();

    assertThatThrownBy(() -> actions.take(new Action.PointService("words-driver", 1), CONTEXT))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("delete it or rename the job");
  }

  @Test
  void repairsANetworkPolicyAndRefusesOneThatIsSomeoneElses() {
    var closed = new NetworkPolicySpecBuilder().withNewPodSelector().endPodSelector().build();
    actions.take(new Action.EnsurePolicy("words-pods", new NetworkPolicySpec()), CONTEXT);
    actions.take(new Action.EnsurePolicy("words-pods", closed), CONTEXT);

    NetworkPolicy policy = policy();
    assertThat(policy.getSpec()).isEqualTo(closed);
    assertThat(policy.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(CONTEXT.job().uid()));
    policy.getMetadata().getLabels().remove("app.kubernetes.io/managed-by");
    client.resource(policy).update();
    assertThatThrownBy(() -> actions.take(new Action.EnsurePolicy("words-pods", closed), CONTEXT))
        .hasMessageContaining("NetworkPolicy words-pods exists and is not the operator's");
    actions.take(new Action.DeletePolicy("words-pods"), CONTEXT);
    assertThat(client.network().v1().networkPolicies().list().getItems()).isEmpty();
  }

  @Test
  void repeatsEveryStepWithoutHarm() {
    for (int i = 0; i < 2; i++) {
      actions.take(new Action.EnsureManifest("abc"), CONTEXT);
      actions.take(new Action.EnsureCertificate(), CONTEXT);
      actions.take(new Action.CreateDriver(1, "abc", false, null), CONTEXT);
      actions.take(new Action.DeletePod("absent", true), CONTEXT);
    }

    assertThat(client.pods().inNamespace("default").list().getItems()).hasSize(1);
    assertThat(client.secrets().inNamespace("default").list().getItems()).hasSize(1);
    assertThat(client.configMaps().inNamespace("default").list().getItems())
        .singleElement()
        .satisfies(
            manifest ->
                assertThat(manifest.getData().get("streamingjob.yaml"))
                    .contains("kind: \"StreamingJob\"", "mainClass: \"com.acme.WordCount\"")
                    .doesNotContain("null"));
  }

  @Test
  void putsCertificatesIntoTwoSecretsByTurnsAndReadsNone() throws InterruptedException {
    actions.take(new Action.EnsureCertificate(), CONTEXT);
    for (long generation = 1; generation <= 3; generation++) {
      actions.take(issue(generation), CONTEXT);
    }
    Set<String> requests = new TreeSet<>();
    for (int left = server.getRequestCount(); left > 0; left--) {
      RecordedRequest request = server.takeRequest();
      requests.add(request.getMethod() + " " + request.getPath());
    }

    String secrets = "/api/v1/namespaces/default/secrets";
    assertThat(requests)
        .containsExactly(
            "POST " + secrets,
            "PUT " + secrets + "/words-tls-11111111",
            "PUT " + secrets + "/words-tls-11111111-other");
    assertThat(useFrom("words-tls-11111111")).isEqualTo(START.plusSeconds(2).toString());
    assertThat(useFrom("words-tls-11111111-other")).isEqualTo(START.plusSeconds(3).toString());
  }

  private static Action.IssueCertificate issue(long generation) {
    return new Action.IssueCertificate(
        generation, START, START.plus(Duration.ofDays(90)), START.plusSeconds(generation), null);
  }

  private String useFrom(String secret) {
    String encoded =
        client.secrets().inNamespace("default").withName(secret).get().getData().get("use-from");
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private static JobContext context(String uid) {
    return new JobContext(new JobIdentity("default", "words", uid, 1), Jobs.job("words").getSpec());
  }

  private NetworkPolicy policy() {
    return client
        .network()
        .v1()
        .networkPolicies()
        .inNamespace("default")
        .withName("words-pods")
        .get();
  }

  private Service service() {
    return client.services().inNamespace("default").withName("words-driver").get();
  }
}
