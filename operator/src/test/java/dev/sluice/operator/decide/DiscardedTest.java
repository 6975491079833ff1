package dev.sluice.operator.decide;

import static dev.sluice.operator.decide.BlueGreenScene.FASTER;
import static dev.sluice.operator.decide.BlueGreenScene.MODE;
import static dev.sluice.operator.decide.BlueGreenScene.STABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.CheckpointStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What rejected revisions leave in the store is deleted by a driver of the job. */
class DiscardedTest {
  private final BlueGreenScene job = new BlueGreenScene();
  private final UpgradeScene world = job.world;

  @Test
  void driverIsAskedUntilItHasDeletedWhatARejectedRevisionLeft() {
    world.answer = "Running";
    reject();

    List<String> left = left();
    assertThat(left).singleElement().asString().startsWith(world.scene.revision() + "-");
    String name = left.get(0);
    assertThat(world.scene.requests).containsEntry(name, "discard " + name + " 1");

    world.answer = "Failed";
    world.run(2);
    assertThat(world.scene.requests.get(name)).isNotEqualTo("discard " + name + " 1");

    world.answer = "Deleted";
    world.run(2);
    assertThat(left()).isEmpty();
    assertThat(world.scene.requests).isEmpty();
    job.staysAsItWas("RolledBack");
  }

  @Test
  void nextDriverIsAskedInThePlaceOfOneThatIsGone() {
    world.answer = "Running";
    reject();
    world.scene.requests.clear(); // they go with the pod
    world.scene.pods.removeIf(pod -> pod.name().equals("words-driver-1"));

    world.answer = "Deleted";
    world.run(15);

    assertThat(left()).isEmpty();
  }

  @Test
  void whatHasBecomeTheJobIsNeverDeleted() {
    reject();
    job.change("batchIntervalMillis: 250", MODE);
    job.snapshotIsTaken();
    world.answer = "Running";
    world.run(STABLE + 15);

    assertThat(world.scene.status.checkpoint().location()).contains("/revisions/");
    assertThat(left()).isEmpty();
    assertThat(world.scene.requests).isEmpty();
  }

  @Test
  void whatIsTakenBackIsDeletedToo() {
    job.change(FASTER, MODE);
    job.snapshotIsTaken();
    world.run(10);
    world.answer = "Running";
    job.change(MODE);
    world.run(10);

    assertThat(left()).hasSize(1);
  }

  @Test
  void driverWithoutAnAnswerIsAskedMoreAndMoreRarely() {
    world.scene.status =
        world
            .scene
            .status
            .change()
            .checkpoint(
                world
                    .scene
                    .status
                    .checkpoint()
                    .discarding(List.of("a-" + world.scene.now.getEpochSecond())))
            .done();
    Decision young = world.scene.decide();
    world.scene.later(java.time.Duration.ofDays(2));
    Decision old = world.scene.decide();

    assertThat(young.wake()).isEqualTo(world.scene.now.minusSeconds(2 * 86_400).plusSeconds(5));
    assertThat(old.actions()).anyMatch(Action.AskDriver.class::isInstance);
    assertThat(Discarded.of(world.scene.observed(), old.status().driver(), null, world.scene.now))
        .extracting(Discarded::wake)
        .isEqualTo(world.scene.now.plusSeconds(600));
  }

  @Test
  void listIsBounded() {
    List<String> names =
        IntStream.range(0, CheckpointStatus.MOST_DISCARDED + 3)
            .mapToObj(i -> "a-" + (1_795_280_582L + i))
            .toList();
    var status = world.scene.status;
    world.scene.status = status.change().checkpoint(status.checkpoint().discarding(names)).done();
    world.answer = "Running";

    assertThat(world.scene.decide().status().checkpoint().discarded())
        .hasSize(CheckpointStatus.MOST_DISCARDED)
        .endsWith(names.get(names.size() - 1));
  }

  private void reject() {
    job.change(FASTER, MODE);
    world.ends.put(world.scene.revision(), 1);
    job.snapshotIsTaken();
    world.run(15);
  }

  private List<String> left() {
    return world.scene.status.checkpoint().discarded();
  }
}
