package dev.sluice.worker.driver.speculation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.control.wire.BlockInput;
import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.speculation.TaskSet.Placed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskSetTest {
  private static final SpeculationSettings SETTINGS = new SpeculationSettings(true, 100, 2, 0.5, 0);

  @Test
  void givesAnExecutorItsOwnTasksThenThoseWhoseBlocksItHasThenAnyOther() {
    var tasks =
        new TaskSet(
            List.of(
                task(0, "other", false),
                task(1, "other", false, "here"),
                task(2, "other", true, "here"),
                task(3, "here", false)));

    assertThat(tasks.takeWaiting("here", 0)).map(SourceTask::getIndex).hasValue(3);
    assertThat(tasks.takeWaiting("here", 0)).map(SourceTask::getIndex).hasValue(1);
    assertThat(tasks.takeWaiting("here", 0)).map(SourceTask::getIndex).hasValue(0);
    assertThat(tasks.takeWaiting("here", 0)).isEmpty();
    assertThat(tasks.takeWaiting("other", 0)).map(SourceTask::getIndex).hasValue(2);
  }

  @Test
  void letsTheFirstAttemptPassAndDropsTheOther() {
    var tasks = oneSlow(false);

    assertThat(tasks.takeSlow("fast", SETTINGS, 20)).isEmpty();
    assertThat(tasks.takeSlow("slow", SETTINGS, 21)).as("a copy where it runs").isEmpty();
    assertThat(tasks.takeSlow("fast", SETTINGS, 21)).map(SourceTask::getIndex).hasValue(0);
    assertThat(tasks.takeSlow("third", SETTINGS, 900)).as("a second copy").isEmpty();
    assertThat(tasks.completed("fast", 0, 30)).isEqualTo(Optional.of(List.of("slow")));
    assertThat(tasks.isDone()).isTrue();
    assertThat(tasks.completed("slow", 0, 31)).isEmpty();
  }

  @Test
  void letsTheSlowOnePassIfItIsFirstAfterAll() {
    var tasks = oneSlow(false);
    tasks.takeSlow("fast", SETTINGS, 21);

    assertThat(tasks.completed("slow", 0, 25)).isEqualTo(Optional.of(List.of("fast")));
    assertThat(tasks.completed("fast", 0, 26)).isEmpty();
  }

  @Test
  void copiesNoTaskWhoseDataOneExecutorOnlyHas() {
    assertThat(oneSlow(true).takeSlow("fast", SETTINGS, 900)).isEmpty();
  }

  /** Task 0 runs on an executor from the beginning, the other one has taken 10 ms. */
  private static TaskSet oneSlow(boolean fixed) {
    var tasks = new TaskSet(List.of(task(0, "slow", fixed), task(1, "fast", false)));
    tasks.takeWaiting("slow", 0);
    tasks.takeWaiting("fast", 0);
    assertThat(tasks.completed("fast", 1, 10)).isEqualTo(Optional.of(List.of()));
    assertThat(tasks.isDone()).isFalse();
    return tasks;
  }

  private static Placed task(int index, String home, boolean fixed, String... holders) {
    var block = BlockInput.newBuilder();
    List.of(holders).forEach(holder -> block.addHolders(Peer.newBuilder().setWorkerId(holder)));
    return new Placed(SourceTask.newBuilder().setIndex(index).setBlock(block).build(), home, fixed);
  }
}
