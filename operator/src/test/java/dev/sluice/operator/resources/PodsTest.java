package dev.sluice.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.cluster.Jobs;
import dev.sluice.operator.decide.Action;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Role;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodsTest {
  private static final JobIdentity JOB =
      new JobIdentity("default", "words", "11111111-2222-3333-4444-555555555555", 1);
  private static final JobContext CONTEXT = new JobContext(JOB, Jobs.job("words").getSpec());

  static List<Pod> pods() {
    return List.of(
        Pods.driver(CONTEXT, new Action.CreateDriver(3, "abc", true, null)),
        Pods.worker(CONTEXT, new Action.CreateWorker(Role.EXECUTOR, 1, 9, 0, "abc", "def")),
        Pods.worker(CONTEXT, new Action.CreateWorker(Role.RECEIVER, 0, 4, 2, "abc", "def")));
  }

  @ParameterizedTest
  @MethodSource("pods")
  void meetsTheRestrictedPodSecurityStandard(Pod pod) {
    var spec = pod.getSpec();
    Container container = spec.getContainers().get(0);

    assertThat(spec.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(spec.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(spec.getAutomountServiceAccountToken()).isFalse();
    assertThat(spec.getEnableServiceLinks()).isFalse();
    assertThat(spec.getRestartPolicy()).isEqualTo("Never");
    assertThat(spec.getVolumes())
        .allMatch(
            volume ->
                volume.getConfigMap() != null
                    || volume.getSecret() != null
                    || volume.getDownwardAPI() != null
                    || volume.getEmptyDir() != null
                    || volume.getProjected().getSources().stream()
                        .allMatch(source -> source.getSecret() != null));
  }

  @ParameterizedTest
  @MethodSource("pods")
  void hasExactlyOneOwner(Pod pod) {
    assertThat(pod.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(
            owner -> {
              assertThat(owner.getApiVersion()).isEqualTo("sluice.dev/v1alpha1");
              assertThat(owner.getKind()).isEqualTo("StreamingJob");
              assertThat(owner.getUid()).isEqualTo(JOB.uid());
              assertThat(owner.getController()).isTrue();
            });
  }

  @Test
  void tellsADriverItsEpochAndWhetherItMustRestore() {
    Pod driver = pods().get(0);

    assertThat(driver.getMetadata().getName()).isEqualTo("words-driver-3");
    assertThat(value(driver, "SLUICE_EPOCH")).isEqualTo("3");
    assertThat(value(driver, "SLUICE_RESTORE_REQUIRED")).isEqualTo("true");
    assertThat(command(driver)).containsExactly("/opt/sluice/bin/sluice", "driver");
  }

  @Test
  void tellsAWorkerWhereTheDriverIs() {
    Pod executor = pods().get(1);

    assertThat(executor.getMetadata().getName()).isEqualTo("words-executor-1-9");
    assertThat(value(executor, "SLUICE_DRIVER_ADDRESS"))
        .isEqualTo("words-driver-abc.default.svc:7077");
    assertThat(command(executor))
        .containsExactly("/opt/sluice/bin/sluice", "worker", "--role", "executor");
  }

  @Test
  void handsCredentialsOverByReferenceOnly() {
    String yaml =
        Serialization.asYaml(Jobs.job("words"))
            .replace("location:", "credentialsSecretRef: {name: keys}\n    location:");
    var context = new JobContext(JOB, Serialization.unmarshal(yaml, StreamingJob.class).getSpec());

    Pod driver = Pods.driver(context, new Action.CreateDriver(1, "abc", false, null));

    assertThat(driver.getSpec().getContainers().get(0).getEnv())
        .filteredOn(variable -> variable.getName().startsWith("AWS_"))
        .hasSize(2)
        .allSatisfy(
            variable -> {
              assertThat(variable.getValue()).isNull();
              assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo("keys");
              assertThat(variable.getValueFrom().getSecretKeyRef().getKey())
                  .isEqualTo(variable.getName());
            });
  }

  @Test
  void keepsNamesWithinTheLimitOfALabel() {
    var longest = new JobIdentity("default", "n".repeat(40), JOB.uid(), 1);

    assertThat(longest.driverPod(999_999_999L)).hasSizeLessThanOrEqualTo(63);
    assertThat(longest.workerPod(Role.EXECUTOR, 999, 99_999_999L)).hasSizeLessThanOrEqualTo(63);
    assertThat(longest.manifest("0123456789")).hasSizeLessThanOrEqualTo(63);
    assertThat(longest.certificate()).hasSizeLessThanOrEqualTo(63);
  }

  private static List<String> command(Pod pod) {
    return pod.getSpec().getContainers().get(0).getCommand();
  }

  private static String value(Pod pod, String name) {
    return pod.getSpec().getContainers().get(0).getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .map(EnvVar::getValue)
        .findFirst()
        .orElseThrow();
  }
}
