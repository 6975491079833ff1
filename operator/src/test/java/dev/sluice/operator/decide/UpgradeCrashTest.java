package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.observe.ObservedPod;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * An operator that dies after any write of an upgrade: the next one brings it to the same end, and
 * the job is never without a driver for longer than without the crash.
 */
class UpgradeCrashTest {
  private static final int PASSES = 8;
  private static final int SETTLE = 25;
  private static final int LONGEST_GAP = 2;

  @Test
  void handsOverWhereverTheOperatorDied() {
    everywhere(world -> world.scene.spec = Scene.specOf("batchIntervalMillis: 500"), true);
  }

  @Test
  void rollsBackWhereverTheOperatorDied() {
    everywhere(
        world -> {
          world.scene.spec = Scene.specOf("batchIntervalMillis: 500");
          world.ends.put(world.scene.revision(), 1);
        },
        false);
  }

  @Test
  void changesToARevisionBesideTheOldOneWhereverTheOperatorDied() {
    everywhere(UpgradeCrashTest::beside, 12, 15, true);
  }

  @Test
  void removesARevisionBesideTheOldOneWhereverTheOperatorDied() {
    everywhere(
        world -> {
          beside(world);
          world.ends.put(world.scene.revision(), 1);
        },
        7,
        15,
        false);
  }

  @Test
  void anotherRevisionTakesThePlaceOfOneBesideTheOldOneWhereverTheOperatorDied() {
    everywhere(
        world -> {
          beside(world);
          world.run(10);
          world.scene.spec = Scene.specOf("batchIntervalMillis: 250");
        },
        4,
        15,
        true);
  }

  @Test
  void rollsWorkersWhereverTheOperatorDied() {
    everywhere(
        world ->
            world.scene.spec =
                Scene.specOf("executors: {resources: {requests: {cpu: 1}, limits: {memory: 2Gi}}}"),
        true);
  }

  /** Asks for a change of mode BlueGreen, whose snapshot is taken. */
  private static void beside(UpgradeScene world) {
    world.scene.spec =
        Scene.specOf(
            "batchIntervalMillis: 500",
            "upgrade: {mode: BlueGreen, stability: {minHealthySeconds: 3,"
                + " minCompletedBatches: 3, minCompletedCheckpoints: 0}}");
    world.snapshotsSucceed = true;
  }

  private static void everywhere(Consumer<UpgradeScene> change, boolean stays) {
    everywhere(change, PASSES, SETTLE, stays);
  }

  private static void everywhere(
      Consumer<UpgradeScene> change, int passes, int settle, boolean stays) {
    for (int pass = 0; pass < passes; pass++) {
      boolean more = true;
      for (int steps = 0; more; steps++) {
        var world = UpgradeScene.stable();
        String old = world.scene.revision();
        change.accept(world);
        int gap = run(world, pass);
        Decision decision = world.scene.decide();
        world.scene.take(decision, Math.min(steps, decision.actions().size()));
        more = steps < decision.actions().size();
        world.tick();
        gap = Math.max(gap, run(world, settle));

        String wanted = stays ? world.scene.revision() : old;
        String where = "after %d steps of pass %d".formatted(steps, pass);
        assertThat(world.working().map(ObservedPod::jobRevision)).as(where).contains(wanted);
        assertThat(world.workers(wanted)).as(where).hasSize(3).allMatch(ObservedPod::ready);
        assertThat(world.scene.pods).as(where).hasSize(4);
        assertThat(world.scene.status.successor()).as(where).isNull();
        if (!stays) {
          assertThat(world.scene.status.driver().epoch()).as(where).isEqualTo(1);
        }
        assertThat(gap).as(where).isLessThanOrEqualTo(LONGEST_GAP);
        assertThat(world.scene.decide().actions()).as(where).isEmpty();
      }
    }
  }

  /** Lets seconds pass and returns for how many of them in a row no driver worked at most. */
  private static int run(UpgradeScene world, int seconds) {
    int gap = 0;
    int longest = 0;
    for (int second = 0; second < seconds; second++) {
      world.run(1);
      gap = world.working().isPresent() ? 0 : gap + 1;
      longest = Math.max(longest, gap);
    }
    return longest;
  }
}
