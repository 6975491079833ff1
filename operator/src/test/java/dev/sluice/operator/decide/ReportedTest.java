package dev.sluice.operator.decide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.CompletedCheckpoint;
import dev.sluice.crds.Progress;
import dev.sluice.operator.observe.DriverReport;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportedTest {
  private static final CompletedCheckpoint CHECKPOINT =
      new CompletedCheckpoint(7L, "s3://bucket/words/checkpoints/7", "2026-11-21T09:00:00Z");

  @Test
  void refreshesFiguresAtIntervalsOnly() {
    var scene = new Scene().running();
    scene.reported(report(1, null));
    scene.step();
    scene.later(Duration.ofSeconds(59)).reported(report(60, null));
    assertThat(scene.decide().status()).isEqualTo(scene.status);

    scene.later(Duration.ofSeconds(1)).step();

    assertThat(Objects.requireNonNull(scene.status.progress()))
        .extracting(Progress::batchIndex)
        .isEqualTo(60L);
  }

  @Test
  void writesTheFirstCheckpointAtOnce() {
    var scene = new Scene().running();
    scene.reported(report(1, null));
    scene.step();

    scene.reported(report(2, CHECKPOINT));
    scene.step();

    assertThat(scene.status.checkpoint().lastCompleted()).isEqualTo(CHECKPOINT);
    assertThat(Outline.of(scene.decide(), "CheckpointsHealthy")).isEqualTo("True/Completed");
  }

  @Test
  void saysWhenCheckpointsFail() {
    var scene = new Scene().running();
    scene.reported(new DriverReport("Running", 1, "Empty", null, 3, null, null, false, 2, 1));

    assertThat(Outline.of(scene.decide(), "CheckpointsHealthy")).isEqualTo("False/CheckpointsFail");
  }

  @Test
  void requiresARestorePointOnceADriverHasStarted() {
    var scene = new Scene().running();
    assertThat(RestorePoint.required(scene.spec, scene.status)).isFalse();

    scene.reported(report(1, null));
    scene.step();

    assertThat(RestorePoint.required(scene.spec, scene.status)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"from: Empty", "from: Path, path: checkpoints/00000000000000000042"})
  void startsElsewhereOnceForEachNonce(String choice) {
    var scene = new Scene().running();
    scene.reported(report(1, CHECKPOINT));
    scene.step();
    scene.spec = Scene.specOf("restore: {" + choice + ", nonce: 1}");
    scene.end("words-driver-1", 0, "");

    Decision empty = scene.step();

    assertThat(empty.actions()).contains(new Action.CreateDriver(2, scene.revision(), false, null));
    assertThat(scene.status.checkpoint().lastCompleted()).isNull();
    scene.step();
    scene.reported(report(1, null));
    scene.step();
    assertThat(scene.status.restore().nonce()).isEqualTo(1);
    scene.end("words-driver-2", 1, "boom");
    assertThat(scene.step().actions())
        .contains(new Action.CreateDriver(3, scene.revision(), true, null));
  }

  @Test
  void ignoresTheAnswerOfAnotherPod() {
    var scene = new Scene().running();
    scene.reported(report(1, CHECKPOINT));
    scene.end("words-driver-1", 1, "boom");
    scene.step();

    assertThat(scene.status.driver().epoch()).isEqualTo(2);
    assertThat(scene.decide().status().progress()).isNull();
  }

  @Test
  void staysSmallWhateverIsSaid() {
    var scene = new Scene().running();
    scene.reported(report(1, CHECKPOINT));
    scene.end("words-driver-1", 65, "x".repeat(100_000));

    scene.step();

    assertThat(Serialization.asJson(scene.status).getBytes(UTF_8))
        .hasSizeLessThanOrEqualTo(16 * 1024);
  }

  private static DriverReport report(long batch, @Nullable CompletedCheckpoint checkpoint) {
    return new DriverReport(
        "Running",
        1,
        "Empty",
        checkpoint,
        0,
        new DriverReport.Batch(batch, Instant.ofEpochSecond(batch), 5, 2, 0, 4, 15),
        null,
        false,
        2,
        1);
  }
}
