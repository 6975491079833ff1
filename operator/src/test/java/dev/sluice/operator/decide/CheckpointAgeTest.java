package dev.sluice.operator.decide;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.CompletedCheckpoint;
import dev.sluice.operator.observe.DriverReport;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointAgeTest {
  @ParameterizedTest
  @CsvSource({
    "'periodSeconds: 10', 119, False",
    "'periodSeconds: 10', 120, True",
    "'periodSeconds: 10, staleAfterSeconds: 30', 30, True",
    "'periodSeconds: 600', 1199, False",
    "'periodSeconds: 600', 1200, True",
  })
  void checkpointThatIsTooOldIsNotHealthy(String checkpoint, int age, String stale) {
    var scene = scene(checkpoint);
    scene.reported(report(scene.now));
    scene.step();

    Decision decision = scene.later(Duration.ofSeconds(age)).decide();

    assertThat(Outline.of(decision, "CheckpointsHealthy"))
        .isEqualTo(stale.equals("True") ? "False/CheckpointStale" : "True/Completed");
  }

  @Test
  void looksAgainWhenTheCheckpointBecomesTooOld() {
    var scene = scene("periodSeconds: 10");
    scene.reported(report(scene.now));
    Instant stale = scene.now.plusSeconds(120);

    assertThat(scene.later(Duration.ofSeconds(70)).decide().wake()).isEqualTo(stale);
  }

  @Test
  void nothingIsKnownWhileTheDriverRefusesTheOperator() {
    var scene = scene("periodSeconds: 10");
    scene.reported(report(scene.now));
    scene.step();
    scene.later(Duration.ofHours(1));

    scene.contact = requireNonNull(scene.contact).refusedAt(scene.now);

    assertThat(Outline.of(scene.decide(), "CheckpointsHealthy")).isEqualTo("Unknown/TokenRefused");
    assertThat(Outline.of(scene.decide(), "Ready")).isEqualTo("True/Running");
  }

  @Test
  void countsFromReadinessWhereNoCheckpointWasCompletedSince() {
    var scene = scene("periodSeconds: 10");
    scene.reported(report(null));
    scene.step();

    assertThat(Outline.of(scene.decide(), "CheckpointsHealthy"))
        .isEqualTo("Unknown/NoCheckpointYet");
    assertThat(Outline.of(scene.later(Duration.ofMinutes(2)).decide(), "CheckpointsHealthy"))
        .isEqualTo("False/CheckpointStale");
  }

  @Test
  void driverThatDoesNotAnswerIsNotJudged() {
    var scene = scene("periodSeconds: 10");

    assertThat(Outline.of(scene.later(Duration.ofHours(1)).decide(), "CheckpointsHealthy"))
        .isEqualTo("Unknown/NoCheckpointYet");
  }

  @Test
  void saysWhetherTheNewestDriverHasLockedOutTheOthers() {
    var scene = scene("periodSeconds: 10");

    assertThat(Outline.of(scene.decide(), "Fenced")).isEqualTo("False/NotClaimed");
    scene.reported(report(scene.now));
    assertThat(Outline.of(scene.step(), "Fenced")).isEqualTo("True/EpochClaimed");
    scene.end("words-driver-1", 137, "");
    assertThat(Outline.of(scene.step(), "Fenced")).isEqualTo("False/NotClaimed");
  }

  private static Scene scene(String checkpoint) {
    var scene = new Scene();
    scene.spec = Scene.withCheckpoint(checkpoint);
    return scene.running();
  }

  private static DriverReport report(@Nullable Instant completed) {
    return new DriverReport(
        "Running",
        1,
        "Empty",
        completed == null
            ? null
            : new CompletedCheckpoint(1L, "checkpoints/1", completed.toString()),
        0,
        null,
        null,
        false,
        2,
        1);
  }
}
