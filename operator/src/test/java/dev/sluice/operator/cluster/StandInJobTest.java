package dev.sluice.operator.cluster;

import static dev.sluice.operator.cluster.StandInJob.NAME;
import static dev.sluice.operator.cluster.StandInJob.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.Termination;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of a job from its creation to its end, with real processes. */
class StandInJobTest {
  @RegisterExtension private final StandInJob job = new StandInJob();

  @Test
  void runsADriverAndItsWorkersUntilTheJobIsDeleted() {
    StreamingJob applied = job.apply();

    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));
    assertThat(job.cluster().pods(NAME))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrder(
            "words-driver-1", "words-executor-0-1", "words-executor-1-2", "words-receiver-0-1");
    assertThat(job.cluster().kubelet().processes()).hasSize(4);
    soon()
        .untilAsserted(
            () -> assertThat(job.status().orElseThrow().restore().resolved()).isEqualTo("Empty"));
    assertThat(job.status().orElseThrow().executors().ready()).isEqualTo(2);
    assertThat(job.finalizers()).containsExactly("sluice.dev/driver");

    job.cluster().client().resource(applied).delete();
    soon().untilAsserted(() -> assertThat(job.cluster().pods("words-driver")).isEmpty());

    soon()
        .untilAsserted(
            () -> {
              assertThat(job.cluster().job(NAME)).isEmpty();
              assertThat(job.cluster().owned(applied)).isEmpty();
              assertThat(job.cluster().kubelet().processes()).isEmpty();
            });
  }

  @Test
  void replacesAKilledDriverByTheNextEpochThatMustRestore() throws IOException {
    Files.writeString(job.control().resolve("checkpoint"), "s3://bucket/words/checkpoints/7");
    job.apply();
    soon()
        .untilAsserted(
            () -> assertThat(job.status().orElseThrow().checkpoint().lastCompleted()).isNotNull());

    job.cluster().kubelet().process("words-driver-1").orElseThrow().destroyForcibly();

    soon()
        .untilAsserted(
            () -> {
              assertThat(job.status().orElseThrow().driver().podName()).isEqualTo("words-driver-2");
              assertThat(job.ready()).contains("True/Running");
            });
    StreamingJobStatus status = job.status().orElseThrow();
    assertThat(status.driver().lastTermination()).extracting(Termination::exitCode).isEqualTo(137);
    assertThat(job.environment("words-driver-2", "SLUICE_RESTORE_REQUIRED")).isEqualTo("true");
    assertThat(job.environment("words-driver-2", "SLUICE_EPOCH")).isEqualTo("2");
    assertThat(job.cluster().pods("words-executor"))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrder("words-executor-0-1", "words-executor-1-2");
    soon().untilAsserted(() -> assertThat(job.cluster().pods("words-driver")).hasSize(1));
  }

  @Test
  void stallsRatherThanStartsEmptyWhenTheCheckpointIsGone() throws IOException {
    Path checkpoint = job.control().resolve("checkpoint");
    Files.writeString(checkpoint, "s3://bucket/words/checkpoints/7");
    job.apply();
    soon()
        .untilAsserted(
            () -> assertThat(job.status().orElseThrow().checkpoint().lastCompleted()).isNotNull());

    Files.delete(checkpoint);
    job.cluster().kubelet().process("words-driver-1").orElseThrow().destroyForcibly();

    soon()
        .untilAsserted(
            () -> {
              assertThat(job.condition("Stalled")).contains("True/NoRestorePoint");
              assertThat(job.condition("Ready")).contains("False/NoRestorePoint");
              assertThat(job.cluster().kubelet().processes()).isEmpty();
            });
  }

  @Test
  void failsTheJobAtOnceOnBadConfiguration() throws IOException {
    Files.writeString(job.control().resolve("exit"), "65");
    job.apply();

    soon()
        .untilAsserted(() -> assertThat(job.condition("Failed")).contains("True/BadConfiguration"));
    assertThat(job.status().orElseThrow().driver().epoch()).isEqualTo(1);
    assertThat(job.message("Ready")).contains("told by the test.");
    soon().untilAsserted(() -> assertThat(job.cluster().kubelet().processes()).isEmpty());
  }

  @Test
  void completesWhenTheProgramEnds() throws Exception {
    job.apply();
    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));

    exit("words-driver-1", 0);

    soon().untilAsserted(() -> assertThat(job.condition("Complete")).contains("True/Complete"));
    soon().untilAsserted(() -> assertThat(job.finalizers()).isEmpty());
    soon().untilAsserted(() -> assertThat(job.cluster().kubelet().processes()).isEmpty());
  }

  @Test
  void suspendsAndResumesWithTheNextEpoch() throws IOException {
    Files.writeString(job.control().resolve("checkpoint"), "s3://bucket/words/checkpoints/7");
    job.apply();
    soon()
        .untilAsserted(
            () -> assertThat(job.status().orElseThrow().checkpoint().lastCompleted()).isNotNull());

    suspend(true);
    soon()
        .untilAsserted(
            () -> {
              assertThat(job.condition("Suspended")).contains("True/Suspended");
              assertThat(job.cluster().kubelet().processes()).isEmpty();
              assertThat(job.finalizers()).isEmpty();
            });
    suspend(false);

    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));
    assertThat(job.status().orElseThrow().driver().podName()).isEqualTo("words-driver-2");
    assertThat(job.environment("words-driver-2", "SLUICE_RESTORE_REQUIRED")).isEqualTo("true");
  }

  private void suspend(boolean suspended) {
    job.cluster()
        .client()
        .resources(StreamingJob.class)
        .inNamespace(MockCluster.NAMESPACE)
        .withName(NAME)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":" + suspended + "}}");
  }

  private void exit(String podName, int code) throws Exception {
    String address = job.cluster().pods(podName).get(0).getStatus().getPodIP();
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + address + ":4040/exit/" + code)).build(),
            HttpResponse.BodyHandlers.discarding());
  }
}
