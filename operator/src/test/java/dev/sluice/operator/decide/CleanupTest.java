package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.observe.ObservedHistory;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodEnd;
import dev.sluice.operator.observe.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CleanupTest {
  private static final String DRIVER = "words-driver-1";

  @Test
  void stopsTheDriverFirstAndLetsTheJobGoWhenItHasEnded() {
    var scene = new Scene().running();
    Instant deletion = scene.now;

    Cleanup first = Cleanup.decide(observed(scene, 1L), deletion, scene.now);

    assertThat(first.release()).isFalse();
    assertThat(first.actions()).containsExactly(new Action.DeletePod(DRIVER, false));
    scene.end(DRIVER, 0, "");
    assertThat(Cleanup.decide(observed(scene, 1L), deletion, scene.now).reason())
        .isEqualTo("Drained");
  }

  @Test
  void goesWithoutADriverThatDoesNotEndInTime() {
    var scene = new Scene("deletionPolicy: {timeoutSeconds: 120}").running();
    scene.deleted(DRIVER);
    Instant deletion = scene.now;

    Cleanup early = Cleanup.decide(observed(scene, 1L), deletion, deletion.plusSeconds(59));
    Cleanup overdue = Cleanup.decide(observed(scene, 1L), deletion, deletion.plusSeconds(60));
    Cleanup late = Cleanup.decide(observed(scene, 1L), deletion, deletion.plusSeconds(120));

    assertThat(early.actions()).isEmpty();
    assertThat(early.wake()).isEqualTo(deletion.plusSeconds(60));
    assertThat(overdue.actions()).containsExactly(new Action.DeletePod(DRIVER, true));
    assertThat(late.release()).isTrue();
    assertThat(late.reason()).isEqualTo("DeletionTimedOut");
  }

  @Test
  void waitsForNothingWhenTheWholeNamespaceGoes() {
    var scene = new Scene().running();

    assertThat(Cleanup.decide(observed(scene, null), scene.now, scene.now).release()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'drain: true, finalSnapshot: true', true",
    "'drain: false, finalSnapshot: true', true",
    "'drain: true, finalSnapshot: false', true",
    "'drain: false, finalSnapshot: false', false",
  })
  void needsAFinalizerOnlyWhereThePolicyAsksForIt(String policy, boolean needed) {
    var scene = new Scene("deletionPolicy: {" + policy + "}");

    assertThat(Cleanup.isNeeded(scene.spec, scene.status)).isFalse();
    scene.running();
    assertThat(Cleanup.isNeeded(scene.spec, scene.status)).isEqualTo(needed);
  }

  @ParameterizedTest
  @CsvSource({"0", "65"})
  void needsNoFinalizerOnceTheJobIsOver(int exitCode) {
    var scene = new Scene().running();
    scene.end(DRIVER, exitCode, "");
    scene.step();

    assertThat(Cleanup.isNeeded(scene.spec, scene.status)).isFalse();
  }

  @Test
  void needsNoFinalizerWhileSuspended() {
    var scene = new Scene("suspend: true");
    scene.status = new Scene().running().status;
    scene.step();

    assertThat(Outline.of(scene.decide(), "Suspended")).isEqualTo("True/Suspended");
    assertThat(Cleanup.isNeeded(scene.spec, scene.status)).isFalse();
  }

  @Test
  void endsWithinItsTimeFromEveryStatusAndWhateverPodsDo() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      int timeout = 1 + random.nextInt(600);
      Scene scene = anyScene(random, timeout);
      Instant deletion = scene.now;
      Cleanup cleanup = Cleanup.decide(observed(scene, service(random)), deletion, scene.now);
      int passes = 0;
      while (!cleanup.release()) {
        assertThat(passes++).as("passes of seed %d", seed).isLessThan(20);
        obey(scene, cleanup, random);
        scene.now = Objects.requireNonNull(cleanup.wake());
        cleanup = Cleanup.decide(observed(scene, service(random)), deletion, scene.now);
      }
      assertThat(Duration.between(deletion, scene.now))
          .as("duration of seed %d", seed)
          .isLessThanOrEqualTo(Duration.ofSeconds(timeout));
    }
  }

  private static Scene anyScene(Random random, int timeout) {
    var scene =
        new Scene(
            "suspend: " + random.nextBoolean(),
            "driver: {unreachableTimeoutSeconds: " + (1 + random.nextInt(60)) + "}",
            "deletionPolicy: {drain: "
                + random.nextBoolean()
                + ", finalSnapshot: "
                + random.nextBoolean()
                + ", timeoutSeconds: "
                + timeout
                + "}");
    int drivers = random.nextInt(4);
    for (int epoch = 1; epoch <= drivers; epoch++) {
      scene.pods.add(scene.driver(epoch, anyState(random, scene.now)));
      if (random.nextBoolean()) {
        scene.deleted("words-driver-" + epoch);
      }
    }
    if (random.nextBoolean()) {
      scene.status = new Scene().running().status;
    } else if (random.nextBoolean()) {
      scene.status = StreamingJobStatus.EMPTY;
    }
    return scene;
  }

  private static PodState anyState(Random random, Instant now) {
    return switch (random.nextInt(4)) {
      case 0 -> new PodState.Pending(null);
      case 1 -> new PodState.Running(true, now);
      case 2 -> new PodState.Running(false, now);
      default -> new PodState.Ended(new PodEnd(1, "Error", "", false, Map.of(), now));
    };
  }

  /** Some pods end when they are told to, some only by force, some never. */
  private static void obey(Scene scene, Cleanup cleanup, Random random) {
    List<ObservedPod> pods = new ArrayList<>(scene.pods);
    for (Action action : cleanup.actions()) {
      String name = ((Action.DeletePod) action).name();
      if (pods.stream().anyMatch(pod -> pod.name().equals(name))) {
        if (random.nextInt(3) == 0) {
          scene.pods.removeIf(pod -> pod.name().equals(name));
        } else {
          scene.deleted(name);
        }
      }
    }
  }

  private static @Nullable Long service(Random random) {
    return random.nextInt(10) == 0 ? null : Long.valueOf(1);
  }

  private static ObservedJob observed(Scene scene, @Nullable Long serviceEpoch) {
    return new ObservedJob(
        scene.job(),
        scene.spec,
        scene.status,
        scene.pods,
        serviceEpoch == null ? Map.of() : Map.of("words-driver", serviceEpoch),
        Set.of(),
        null,
        ObservedHistory.NONE);
  }
}
