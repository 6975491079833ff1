package dev.sluice.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Role;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodReaderTest {
  private static final JobIdentity JOB = new JobIdentity("default", "words", "uid-1", 1);
  private static final KubernetesSerialization AS_THE_OPERATOR = LeanObjects.serialization();

  @Test
  void readsADriverThatHasJustBeenCreated() {
    ObservedPod pod = read("");

    assertThat(pod.role()).isEqualTo(Role.DRIVER);
    assertThat(pod.number()).isEqualTo(3);
    assertThat(pod.owned()).isTrue();
    assertThat(pod.jobRevision()).isEqualTo("abc");
    assertThat(pod.state()).isEqualTo(new PodState.Pending(null));
  }

  @ParameterizedTest
  @CsvSource({
    "ImagePullBackOff, ImagePullFailed",
    "ErrImagePull, ImagePullFailed",
    "InvalidImageName, ImagePullFailed",
    "CreateContainerConfigError, ConfigError",
    "CreateContainerError, ConfigError",
  })
  void readsWhyAContainerWaits(String waiting, String problem) {
    ObservedPod pod =
        read(
            "{phase: Pending, containerStatuses: [{name: sluice, state: {waiting: {reason: %s,"
                    .formatted(waiting)
                + " message: why}}}]}");

    assertThat(pod.state())
        .isEqualTo(new PodState.Pending(new PodProblem(problem, waiting + ": why")));
  }

  @Test
  void readsThatNoNodeHasRoom() {
    ObservedPod pod =
        read(
            "{phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason:"
                + " Unschedulable, message: 0/1 nodes}]}");

    assertThat(pod.state())
        .isEqualTo(new PodState.Pending(new PodProblem("Unschedulable", "0/1 nodes")));
  }

  @Test
  void readsReadinessWithTheTimeOfItsChange() {
    ObservedPod pod =
        read(
            "{phase: Running, podIP: 10.0.0.9, conditions: [{type: Ready, status: 'True',"
                + " lastTransitionTime: '2026-11-21T10:00:05Z'}], containerStatuses: [{name:"
                + " sluice, state: {running: {startedAt: '2026-11-21T10:00:00Z'}}}]}");

    assertThat(pod.ready()).isTrue();
    assertThat(pod.address()).isEqualTo("10.0.0.9");
    assertThat(pod.state())
        .isEqualTo(new PodState.Running(true, Instant.parse("2026-11-21T10:00:05Z")));
  }

  @Test
  void readsExitCodeAndLastWords() {
    ObservedPod pod =
        read(
            "{phase: Failed, containerStatuses: [{name: sluice, state: {terminated: {exitCode: 65,"
                + " reason: Error, message: unknown class, finishedAt: '2026-11-21T10:01:00Z'}}}]}");

    assertThat(pod.state())
        .isInstanceOfSatisfying(
            PodState.Ended.class,
            ended -> {
              assertThat(ended.end().exitCode()).isEqualTo(65);
              assertThat(ended.end().message()).isEqualTo("unknown class");
              assertThat(ended.end().disrupted()).isFalse();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{phase: Failed, reason: Evicted, message: node had no memory}",
        "{phase: Failed, conditions: [{type: DisruptionTarget, status: 'True'}]}",
      })
  void readsThatTheClusterTookThePodAway(String status) {
    assertThat(read(status).state())
        .isInstanceOfSatisfying(
            PodState.Ended.class, ended -> assertThat(ended.end().disrupted()).isTrue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: tls, projected: {sources: [{secret: {name: words-tls}}]}} | true",
        "{name: tls, secret: {secretName: words-tls}}                     | false",
        "{name: dictionary, projected: {sources: [{secret: {name: words-tls}}]}}   | false",
      })
  void readsWhetherARenewedCertificateReachesIt(String volume, boolean reaches) {
    assertThat(read("", volume).followsCertificate()).isEqualTo(reaches);
  }

  private static ObservedPod read(String status) {
    return read(status, "");
  }

  private static ObservedPod read(String status, String volume) {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: words-driver-3
          creationTimestamp: '2026-11-21T10:00:00Z'
          labels: {sluice.dev/role: driver, sluice.dev/epoch: '3', sluice.dev/job-revision: abc}
          ownerReferences: [{apiVersion: sluice.dev/v1alpha1, kind: StreamingJob, name: words, uid: uid-1}]
        spec: {containers: [{name: sluice, image: 'words:1'}], volumes: [%s]}
        status: %s
        """
            .formatted(volume, status.isEmpty() ? "{}" : status);
    return PodReader.read(AS_THE_OPERATOR.unmarshal(yaml, Pod.class), JOB).orElseThrow();
  }
}
