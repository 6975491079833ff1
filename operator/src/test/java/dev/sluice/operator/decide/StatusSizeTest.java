package dev.sluice.operator.decide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.CompletedCheckpoint;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.PodProblem;
import dev.sluice.operator.observe.PodState;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatusSizeTest {
  private static final int LIMIT = 16 * 1024;
  private static final String LONG = "\u4f8b".repeat(5_000);

  @Test
  void staysSmallWhateverDriversAndNodesSay() {
    var scene = new Scene("executors: {replicas: 1000}", "receivers: {replicas: 1000}");
    scene.running();
    scene.reported(
        new DriverReport(
            "Running",
            1,
            "s3://" + "x".repeat(1_000),
            new CompletedCheckpoint(1L, "s3://" + "x".repeat(1_000), scene.now.toString()),
            Integer.MAX_VALUE,
            new DriverReport.Batch(
                Long.MAX_VALUE,
                Instant.EPOCH,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE),
            LONG,
            false,
            2,
            1));
    scene.step();
    assertThat(size(scene)).isLessThan(LIMIT);

    scene.end("words-driver-1", 1, LONG);
    scene.step();
    scene.state("words-driver-2", new PodState.Pending(new PodProblem("ImagePullFailed", LONG)));
    scene.later(Duration.ofHours(1)).step();

    assertThat(Outline.of(scene.decide(), "Stalled")).isEqualTo("True/StartupDeadlineExceeded");
    assertThat(size(scene)).isLessThan(LIMIT);
  }

  @Test
  void staysSmallWhenTheJobHasFailed() {
    var scene = new Scene().running();
    scene.end("words-driver-1", 65, LONG);
    scene.step();

    assertThat(Outline.of(scene.decide(), "Failed")).isEqualTo("True/BadConfiguration");
    assertThat(size(scene)).isLessThan(LIMIT);
  }

  private static int size(Scene scene) {
    return Serialization.asJson(scene.status).getBytes(UTF_8).length;
  }
}
