package dev.sluice.operator.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.SnapshotDeletionPolicy;
import dev.sluice.crds.StreamingJobSnapshotSpec;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotLifecycleTest {
  @Test
  void asksTheDriverAndRecordsWhereTheSnapshotIs() {
    var scene = new SnapshotScene();
    scene.step(9);
    assertThat(scene.outline()).isEqualTo("Running/Running");
    assertThat(scene.annotation()).isEqualTo("take " + SnapshotScene.DATA + " 1");

    scene.run(3);

    assertThat(scene.outline()).isEqualTo("Completed/Completed");
    assertThat(scene.status.location())
        .isEqualTo("s3://bucket/words/savepoints/nightly-11111111/checkpoints/7");
    assertThat(scene.status.batchIndex()).isEqualTo(70);
    assertThat(scene.status.sizeBytes()).isEqualTo(4);
    assertThat(scene.annotation()).isEmpty();
    assertThat(scene.told)
        .extracting(SnapshotAction.Tell::reason)
        .containsOnly("SnapshotCompleted");
    assertThat(scene.observed().job()).isNotNull();
    assertThat(ObservedSnapshot.needsJob(scene.status, false)).isFalse();
    assertThat(scene.decide().wake()).isNull();
  }

  @ParameterizedTest
  @MethodSource("obstacles")
  void saysWhyItWaitsAndFailsAtItsDeadline(
      Consumer<SnapshotScene> obstacle, String reason, String message) {
    var scene = new SnapshotScene();
    obstacle.accept(scene);
    scene.step(9);
    assertThat(scene.outline()).isEqualTo("Pending/" + reason);
    assertThat(scene.message()).contains(message);

    scene.now = SnapshotScene.START.plusSeconds(600);
    scene.step(9);

    assertThat(scene.outline()).isEqualTo("Failed/DeadlineExceeded");
    assertThat(scene.message()).contains("600 s", reason);
    assertThat(scene.told).extracting(SnapshotAction.Tell::warning).containsExactly(true);
  }

  static Stream<Arguments> obstacles() {
    return Stream.of(
        obstacle(scene -> scene.hasJob = false, "JobNotFound", "no StreamingJob words"),
        obstacle(scene -> scene.suspended = true, "JobSuspended", "resume it"),
        obstacle(scene -> scene.over = true, "JobEnded", "running driver"),
        obstacle(scene -> scene.podName = null, "DriverNotReady", "not ready"));
  }

  @Test
  void goesOnWithTheDriverThatReplacesTheOneThatWasAsked() {
    var scene = new SnapshotScene();
    scene.step(9);
    scene.replaceDriver("words-driver-2");

    scene.step(9);

    assertThat(scene.annotation()).isEqualTo("take " + SnapshotScene.DATA + " 2");
    scene.run(3);
    assertThat(scene.outline()).isEqualTo("Completed/Completed");
  }

  @Test
  void triesAgainAfterAPauseAndGivesUpAfterItsLimit() {
    var scene = new SnapshotScene();
    scene.broken = true;
    scene.run(3);
    assertThat(scene.outline()).isEqualTo("Pending/WriteFailed");
    assertThat(scene.message()).contains("no store", "again at");
    assertThat(scene.status.attempts()).isEqualTo(1);

    scene.run(15);

    assertThat(scene.outline()).isEqualTo("Failed/WriteFailed");
    assertThat(scene.status.attempts()).isEqualTo(2);
    assertThat(scene.annotation()).isEmpty();
  }

  @Test
  void tellsADriverThatDoesNotAnswerFromOneThatIsNotThere() {
    var scene = new SnapshotScene();
    for (int pass = 0; pass < 200; pass++) {
      scene.step(9);
      scene.now = scene.now.plusSeconds(5);
    }

    assertThat(scene.outline()).isEqualTo("Failed/DeadlineExceeded");
    assertThat(scene.message()).contains("words-driver-1 is asked");
  }

  @Test
  void goesAfterItsTime() {
    var scene = new SnapshotScene();
    scene.spec = new StreamingJobSnapshotSpec("words", 600, 1, SnapshotDeletionPolicy.Retain, 60);
    scene.run(50);
    assertThat(scene.gone).isFalse();

    scene.run(30);

    assertThat(scene.gone).isTrue();
  }

  @Test
  void otherRequestsOfTheSamePodStay() {
    String value = SnapshotRequests.with("take other-1 1", "nightly-1", "take nightly-1 1");

    assertThat(SnapshotRequests.of(value)).containsExactly("take other-1 1", "take nightly-1 1");
    assertThat(SnapshotRequests.with(value, "nightly-1", "delete nightly-1 2"))
        .isEqualTo("take other-1 1\ndelete nightly-1 2");
    assertThat(SnapshotRequests.with(value, "nightly-1", null)).isEqualTo("take other-1 1");
    assertThat(SnapshotRequests.with("take other-1 1", "other-1", null)).isEmpty();
  }

  @Test
  void comesToTheSameEndWhereverTheOperatorDied() {
    for (int pass = 0; pass < 5; pass++) {
      for (int actions = 0; actions < 4; actions++) {
        var scene = withDataThatGoes();
        scene.run(pass);
        scene.step(actions);
        scene.run(10);
        String where = "after %d actions of pass %d".formatted(actions, pass);
        assertThat(scene.outline()).as(where).isEqualTo("Completed/Completed");
        assertThat(scene.annotation()).as(where).isEmpty();
        assertThat(scene.held).as(where).isTrue();

        scene.deletion = scene.now;
        scene.run(pass);
        if (!scene.gone) {
          scene.step(actions);
        }
        scene.run(10);

        assertThat(scene.gone).as(where).isTrue();
        assertThat(scene.stored).as(where).isEmpty();
      }
    }
  }

  @Test
  void dataGoesWithTheObjectIfAsked() {
    var scene = deleting();
    assertThat(scene.stored).containsExactly(SnapshotScene.DATA);

    scene.run(3);

    assertThat(scene.gone).isTrue();
    assertThat(scene.stored).isEmpty();
    assertThat(scene.annotation()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("leftovers")
  void neverWaitsForLongerThanFiveMinutesAndSaysWhatItLeaves(
      Consumer<SnapshotScene> obstacle, int seconds, String why) {
    var scene = deleting();
    scene.told.clear();
    obstacle.accept(scene);
    scene.run(seconds);
    assertThat(scene.gone).isFalse();

    scene.run(2);

    assertThat(scene.gone).isTrue();
    assertThat(scene.told)
        .singleElement()
        .satisfies(
            tell -> {
              assertThat(tell.reason()).isEqualTo("DataRetained");
              assertThat(tell.message()).contains(why, "savepoints/nightly-11111111");
            });
  }

  static Stream<Arguments> leftovers() {
    return Stream.of(
        leftover(scene -> scene.hasJob = false, 0, "no StreamingJob words"),
        leftover(scene -> scene.location = "s3://bucket/other", 0, "another checkpoint location"),
        leftover(scene -> scene.podName = null, 299, "no driver has deleted it within 300 s"),
        leftover(scene -> scene.broken = true, 299, "no driver has deleted it within 300 s"));
  }

  @Test
  void retainedDataKeepsNothingWaiting() {
    var scene = new SnapshotScene();
    scene.run(3);

    assertThat(scene.held).isFalse();
    scene.deletion = scene.now;
    assertThat(scene.decide().actions()).isEmpty();
  }

  @Test
  void looksAtAJobThatCanNotBeAskedEveryFewSeconds() {
    var scene = new SnapshotScene();
    scene.podName = null;

    assertThat(scene.decide().wake()).isEqualTo(scene.now.plus(Duration.ofSeconds(5)));
  }

  private static SnapshotScene withDataThatGoes() {
    var scene = new SnapshotScene();
    scene.spec = new StreamingJobSnapshotSpec("words", 600, 1, SnapshotDeletionPolicy.Delete, null);
    return scene;
  }

  private static SnapshotScene deleting() {
    var scene = withDataThatGoes();
    scene.run(3);
    scene.deletion = scene.now;
    return scene;
  }

  private static Arguments obstacle(Consumer<SnapshotScene> change, String reason, String message) {
    return Arguments.of(change, reason, message);
  }

  private static Arguments leftover(Consumer<SnapshotScene> change, int seconds, String why) {
    return Arguments.of(change, seconds, why);
  }
}
