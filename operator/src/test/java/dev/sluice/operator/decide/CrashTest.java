package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedPod;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An operator that dies after any of its writes: the next one brings the job to the same end. */
class CrashTest {
  @Test
  void startsAJobWhereverTheOperatorDied() {
    afterEveryCrash(scene -> {}, 1);
  }

  @Test
  void replacesADriverWhereverTheOperatorDied() {
    afterEveryCrash(
        scene -> {
          scene.running();
          scene.end("words-driver-1", 137, "");
        },
        2);
  }

  @Test
  void appliesNewSettingsWhereverTheOperatorDied() {
    afterEveryCrash(
        scene -> {
          scene.running();
          scene.spec = Scene.specOf("batchIntervalMillis: 500");
          scene.end("words-driver-1", 0, "");
        },
        2);
  }

  private static void afterEveryCrash(Consumer<Scene> before, long epoch) {
    int crashes = 0;
    boolean more = true;
    while (more) {
      var scene = new Scene();
      before.accept(scene);
      Decision decision = scene.decide();
      scene.take(decision, crashes);
      more = ++crashes <= decision.actions().size();

      settle(scene);

      assertThat(pods(scene, Role.DRIVER))
          .as("after %s actions", crashes - 1)
          .extracting(ObservedPod::number)
          .containsExactly(epoch);
      assertThat(pods(scene, Role.EXECUTOR)).extracting(ObservedPod::index).containsExactly(0, 1);
      assertThat(pods(scene, Role.RECEIVER)).extracting(ObservedPod::index).containsExactly(0);
      assertThat(scene.pods).allMatch(pod -> pod.jobRevision().equals(scene.revision()));
      assertThat(scene.status.driver().epoch()).isEqualTo(epoch);
    }
  }

  private static void settle(Scene scene) {
    for (int pass = 0; pass < 10; pass++) {
      if (scene.step().actions().isEmpty()) {
        return;
      }
    }
    throw new AssertionError("the operator does not come to rest: " + scene.decide().actions());
  }

  private static List<ObservedPod> pods(Scene scene, Role role) {
    return scene.pods.stream()
        .filter(pod -> pod.role() == role)
        .sorted((left, right) -> Integer.compare(left.index(), right.index()))
        .toList();
  }
}
