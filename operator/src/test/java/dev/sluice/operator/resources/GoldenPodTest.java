package dev.sluice.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.operator.cluster.Jobs;
import dev.sluice.operator.decide.Action;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Role;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pods of a job, field for field. Another operator version that makes other pods of the same
 * job would roll every job in a cluster: a change here is one that has to be wanted.
 */
class GoldenPodTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final JobIdentity JOB =
      new JobIdentity("default", "words", "11111111-2222-3333-4444-555555555555", 1);
  private static final String[] TEMPLATES = {
    "imagePullSecrets: [{name: registry}]",
    "configurationFrom: [{configMapRef: {name: tuning}}, {secretRef: {name: passwords}}]",
    "podTemplate:",
    "  metadata: {labels: {team: search}, annotations: {note: common}}",
    "  spec:",
    "    nodeSelector: {disk: ssd}",
    "    tolerations: [{key: streaming, operator: Exists}]",
    "    volumes: [{name: dictionary, configMap: {name: dictionary}}]",
    "    containers:",
    "    - name: sluice",
    "      env: [{name: LEVEL, value: common}, {name: ZONE, value: a}]",
    "      volumeMounts: [{name: dictionary, mountPath: /opt/dictionary}]",
    "      securityContext: {runAsUser: 1234}",
    "      startupProbe: {failureThreshold: 600}",
    "    - {name: sidecar, image: 'sidecar:1', args: [a, b]}",
    "driver:",
    "  podTemplate:",
    "    metadata: {annotations: {note: driver}}",
    "    spec:",
    "      priorityClassName: high",
    "      containers:",
    "      - {name: sluice, env: [{name: LEVEL, value: driver}]}",
    "      - {name: sidecar, args: [c]}",
    "executors:",
    "  resources: {requests: {cpu: '2', memory: 4Gi}, limits: {memory: 4Gi}}",
    "  podTemplate: {spec: {terminationGracePeriodSeconds: 90}}",
    "receivers: {drainTimeoutSeconds: 120}",
  };

  @ParameterizedTest
  @ValueSource(strings = {"driver", "executor", "receiver"})
  void minimalJobHasThesePods(String role) throws IOException {
    compare(role, pod(role, new JobContext(JOB, Jobs.job("words").getSpec())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "executor", "receiver"})
  void jobWithTemplatesHasThesePods(String role) throws IOException {
    var context = new JobContext(JOB, Jobs.job("words", TEMPLATES).getSpec());

    compare(role + "-with-templates", pod(role, context));
  }

  private static Pod pod(String role, JobContext context) {
    return switch (role) {
      case "driver" -> Pods.driver(context, new Action.CreateDriver(3, "abc", true, null));
      case "executor" ->
          Pods.worker(context, new Action.CreateWorker(Role.EXECUTOR, 1, 9, 0, "abc", "def"));
      default ->
          Pods.worker(context, new Action.CreateWorker(Role.RECEIVER, 0, 4, 2, "abc", "def"));
    };
  }

  private static void compare(String name, Pod pod) throws IOException {
    Path file = GOLDEN.resolve(name + ".yaml");
    String made = Serialization.asYaml(pod);
    if (Boolean.getBoolean("sluice.golden.refresh")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, made);
    }
    assertThat(Serialization.unmarshal(made, JsonNode.class))
        .as("the %s pod; if it is to change: -Dsluice.golden.refresh=true", name)
        .isEqualTo(Serialization.unmarshal(Files.readString(file), JsonNode.class));
  }
}
