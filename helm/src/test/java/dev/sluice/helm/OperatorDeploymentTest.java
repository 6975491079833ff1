package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperatorDeploymentTest {
  @TempDir private static Path directory;

  static Stream<PodSpec> podsOfTheChart() throws IOException {
    Rendered rendered = UnhookedChart.copyInto(directory).render();
    return Stream.of(
        rendered.only(Deployment.class).getSpec().getTemplate().getSpec(),
        rendered.only(Pod.class).getSpec());
  }

  @ParameterizedTest
  @MethodSource("podsOfTheChart")
  void podsSatisfyRestrictedPodSecurity(PodSpec pod) {
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getContainers())
        .singleElement()
        .extracting(Container::getSecurityContext)
        .satisfies(
            context -> {
              assertThat(context.getAllowPrivilegeEscalation()).isFalse();
              assertThat(context.getReadOnlyRootFilesystem()).isTrue();
              assertThat(context.getCapabilities().getDrop()).containsExactly("ALL");
              assertThat(context.getCapabilities().getAdd()).isEmpty();
            });
    assertThat(pod.getContainers().get(0).getResources().getLimits()).containsKey("memory");
    assertThat(pod.getVolumes())
        .allMatch(volume -> volume.getEmptyDir() != null || volume.getSecret() != null);
  }

  @Test
  void onlyTheOperatorGetsServiceAccountToken() throws IOException {
    Rendered rendered = UnhookedChart.copyInto(directory).render();

    assertThat(rendered.only(ServiceAccount.class).getAutomountServiceAccountToken()).isFalse();
    assertThat(rendered.only(Pod.class).getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(pod(rendered).getAutomountServiceAccountToken()).isTrue();
    assertThat(pod(rendered).getServiceAccountName()).isEqualTo("sluice-operator");
  }

  @Test
  void watchesTheReleaseNamespaceUnlessToldOtherwise() {
    assertThat(environment(Chart.render())).containsEntry("SLUICE_WATCH_NAMESPACES", "streaming");
    assertThat(environment(Chart.render("watch: {namespaces: [blue, green]}")))
        .containsEntry("SLUICE_WATCH_NAMESPACES", "blue,green");
    assertThat(environment(Chart.render("watch: {allNamespaces: true}")))
        .hasEntrySatisfying("SLUICE_WATCH_NAMESPACES", value -> assertThat(value).isNullOrEmpty());
  }

  @Test
  void replicasAgreeOnLeaderByLease() {
    Rendered rendered = Chart.render("replicas: 2");

    assertThat(rendered.only(Deployment.class).getSpec().getReplicas()).isEqualTo(2);
    assertThat(rendered.only(Deployment.class).getSpec().getStrategy().getType())
        .isEqualTo("RollingUpdate");
    assertThat(environment(rendered))
        .containsEntry("SLUICE_LEASE_NAME", "sluice-operator")
        .containsEntry("SLUICE_LEASE_NAMESPACE", "streaming")
        .containsKey("SLUICE_LEASE_IDENTITY");
    assertThat(rendered.only(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())
        .containsEntry("app.kubernetes.io/component", "operator");
    assertThat(Chart.render().all(PodDisruptionBudget.class))
        .as("a budget for the only replica would block drains")
        .isEmpty();
  }

  @Test
  void operatorWithoutElectionIsAlone() {
    Rendered rendered = Chart.render("leaderElection: {enabled: false}");

    assertThat(rendered.only(Deployment.class).getSpec().getStrategy().getType())
        .isEqualTo("Recreate");
    assertThat(environment(rendered)).doesNotContainKey("SLUICE_LEASE_NAME");
    assertThatThrownBy(() -> Chart.render("leaderElection: {enabled: false}", "replicas: 2"))
        .hasMessageContaining("replicas");
  }

  @Test
  void networkPolicyLeavesProbesAndMetricsOpen() {
    NetworkPolicy policy = Chart.render("networkPolicy: {enabled: true}").only(NetworkPolicy.class);

    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
    assertThat(policy.getSpec().getIngress())
        .singleElement()
        .satisfies(
            rule -> assertThat(rule.getPorts().get(0).getPort().getStrVal()).isEqualTo("http"));
    assertThat(Chart.render().all(NetworkPolicy.class)).isEmpty();
  }

  @Test
  void tellsTheOperatorWhoReadsTheStatusOfClosedJobs() throws IOException {
    JsonNode peers =
        new ObjectMapper()
            .readTree(
                environment(
                        Chart.render(
                            "networkPolicy: {jobMetricsFrom: [{namespaceSelector: {matchLabels: {a: b}}}]}"))
                    .get("SLUICE_JOB_HTTP_FROM"));

    assertThat(peers).hasSize(2);
    assertThat(peers.get(0).at("/namespaceSelector/matchLabels").toString())
        .isEqualTo("{\"kubernetes.io/metadata.name\":\"streaming\"}");
    Map<String, String> labels =
        Chart.render().only(Deployment.class).getSpec().getSelector().getMatchLabels();
    JsonNode selector = new ObjectMapper().valueToTree(labels);
    assertThat(peers.get(0).at("/podSelector/matchLabels").equals(selector)).isTrue();
    assertThat(peers.get(1).at("/namespaceSelector/matchLabels/a").toString()).isEqualTo("\"b\"");
    assertThatThrownBy(() -> Chart.render("networkPolicy: {jobMetricsFrom: [{podSelectr: {}}]}"))
        .hasMessageContaining("podSelectr");
  }

  @Test
  void operatorMakesTheKeyOfTokensUnlessOneIsGiven() {
    assertThat(environment(Chart.render()))
        .containsEntry("SLUICE_JOB_HTTP_AUTHENTICATION", "Token")
        .containsEntry("SLUICE_JOB_HTTP_KEY_SECRET", "sluice-operator-job-http")
        .containsEntry("SLUICE_JOB_HTTP_KEY_NAMESPACE", "streaming");
    assertThat(keySecret(Chart.render()).getSecretName()).isEqualTo("sluice-operator-job-http");
    assertThat(keySecret(Chart.render()).getOptional()).as("it is made later").isTrue();

    assertThat(environment(Chart.render("jobHttp: null")))
        .as("as helm upgrade --reuse-values leaves it after an earlier release")
        .containsEntry("SLUICE_JOB_HTTP_AUTHENTICATION", "Token")
        .containsEntry("SLUICE_JOB_HTTP_KEY_SECRET", "sluice-operator-job-http");

    Rendered given = Chart.render("jobHttp: {keySecret: '1234'}");
    assertThat(environment(given))
        .as("the operator makes no Secret that it was told is there")
        .doesNotContainKey("SLUICE_JOB_HTTP_KEY_SECRET");
    assertThat(keySecret(given).getSecretName()).isEqualTo("1234");
    assertThat(keySecret(given).getOptional()).as("Kubernetes says that it is missing").isFalse();
  }

  @Test
  void keyIsAFileThatFollowsTheSecret() {
    Rendered rendered = Chart.render();

    assertThat(pod(rendered).getContainers().get(0).getVolumeMounts())
        .filteredOn(mount -> mount.getName().equals("job-http"))
        .singleElement()
        .satisfies(
            mount -> {
              assertThat(mount.getSubPath()).isNull();
              assertThat(environment(rendered))
                  .containsEntry("SLUICE_JOB_HTTP_KEY_FILE", mount.getMountPath() + "/key");
            });
    assertThat(keySecret(rendered).getItems())
        .singleElement()
        .satisfies(item -> assertThat(item.getPath()).isEqualTo("key"));
    assertThat(rendered.all(Secret.class)).as("nothing random is rendered").isEmpty();
  }

  @Test
  void tokensCanBeSwitchedOff() {
    Rendered off = Chart.render("jobHttp: {authentication: None, keySecret: mine}");

    assertThat(environment(off))
        .containsEntry("SLUICE_JOB_HTTP_AUTHENTICATION", "None")
        .doesNotContainKey("SLUICE_JOB_HTTP_KEY_SECRET");
    assertThat(keySecret(off).getOptional()).as("only for jobs that still have one").isTrue();
    assertThat(Chart.notes("jobHttp: {authentication: None}"))
        .contains("whoever reaches port 4040");
    assertThatThrownBy(() -> Chart.render("jobHttp: {authentication: Basic}"))
        .hasMessageContaining("authentication");
  }

  private static SecretVolumeSource keySecret(Rendered rendered) {
    return pod(rendered).getVolumes().stream()
        .filter(volume -> volume.getName().equals("job-http"))
        .findFirst()
        .orElseThrow()
        .getSecret();
  }

  @Test
  void saysThatMonitoringCannotReachClosedJobs() {
    assertThat(Chart.notes("metrics: {podMonitor: {enabled: true}}"))
        .contains("Prometheus cannot scrape jobs with spec.networkPolicy: Managed");
    assertThat(Chart.notes()).doesNotContain("Prometheus cannot");
  }

  @Test
  void probesAskTheHealthOfTheOperator() {
    Container operator = pod(Chart.render()).getContainers().get(0);

    assertThat(operator.getStartupProbe().getHttpGet().getPath()).isEqualTo("/q/health/started");
    assertThat(operator.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/q/health/live");
    assertThat(operator.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/q/health/ready");
  }

  @Test
  void digestWinsOverTag() {
    String digest = "sha256:" + "0123456789abcdef".repeat(4);

    assertThat(image(Chart.render())).isEqualTo("sluice:0.1.0");
    assertThat(image(Chart.render("image: {repository: r/s, tag: v2}"))).isEqualTo("r/s:v2");
    assertThat(
            image(
                Chart.render("image: {repository: r/s, tag: v2, digest: '%s'}".formatted(digest))))
        .isEqualTo("r/s@" + digest);
  }

  @Test
  void serviceReachesTheOperatorAndTheTestAsksTheService() throws IOException {
    Rendered rendered = UnhookedChart.copyInto(directory).render("service: {port: 80}");

    Service service = rendered.only(Service.class);
    assertThat(rendered.only(Deployment.class).getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(service.getSpec().getSelector());
    assertThat(rendered.only(Pod.class).getMetadata().getLabels())
        .as("the test pod is no endpoint of the service")
        .doesNotContainEntry("app.kubernetes.io/component", "operator");
    assertThat(rendered.only(Pod.class).getSpec().getContainers().get(0).getArgs())
        .containsExactly("http://sluice-operator.streaming.svc:80/q/health/ready");
  }

  @Test
  void placementAndEnvironmentReachThePod() {
    Rendered rendered =
        Chart.render(
            "priorityClassName: high",
            "nodeSelector: {pool: system}",
            "tolerations: [{key: system, operator: Exists}]",
            "imagePullSecrets: [{name: registry}]",
            "podAnnotations: {team: data}",
            "operator: {javaOptions: -Xss1m, extraEnv: [{name: HTTPS_PROXY, value: 'http://p'}]}");

    PodSpec pod = pod(rendered);
    assertThat(pod.getPriorityClassName()).isEqualTo("high");
    assertThat(pod.getNodeSelector()).containsEntry("pool", "system");
    assertThat(pod.getTolerations()).hasSize(1);
    assertThat(pod.getImagePullSecrets()).hasSize(1);
    assertThat(environment(rendered))
        .containsEntry("HTTPS_PROXY", "http://p")
        .containsEntry("SLUICE_JAVA_OPTIONS", "-Xss1m");
  }

  private static PodSpec pod(Rendered rendered) {
    return rendered.only(Deployment.class).getSpec().getTemplate().getSpec();
  }

  private static String image(Rendered rendered) {
    return pod(rendered).getContainers().get(0).getImage();
  }

  private static Map<String, String> environment(Rendered rendered) {
    Map<String, String> environment = new HashMap<>();
    for (EnvVar variable : pod(rendered).getContainers().get(0).getEnv()) {
      environment.put(variable.getName(), variable.getValue());
    }
    return environment;
  }
}
