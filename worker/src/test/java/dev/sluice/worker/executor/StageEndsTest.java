package dev.sluice.worker.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.plan.ExchangeSpec;
import dev.sluice.worker.plan.ExchangeSpec.Routing;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.Stage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sources feed stage 1 through exchange 0 and stage 2 through exchange 1; so does stage 1. */
class StageEndsTest {
  private static final int LANES = 2;
  private static final int EXECUTORS = 2;

  private final List<String> steps = new ArrayList<>();
  private final StageEnds ends = ends(LANES);
  private final BatchRun batch = new BatchRun(7, ends.begin());

  @Test
  void announcesWhatTheLastLaneOfAStageEnds() {
    ends.lanesDone(batch, 0, 1);
    assertThat(steps).isEmpty();

    ends.lanesDone(batch, 0, 1);
    assertThat(steps).containsExactly("announce 0");
  }

  @Test
  void finishesAStageWhenEachExecutorsMarkerHasComeThroughEachInput() {
    ends.markerArrived(batch, 0);
    ends.lanesDone(batch, 0, LANES);
    assertThat(steps).containsExactly("announce 0", "finish 1");

    ends.lanesDone(batch, 1, LANES);
    assertThat(steps).endsWith("finish 1", "announce 1");

    ends.markerArrived(batch, 1);
    assertThat(steps).endsWith("announce 1", "finish 2");
  }

  @Test
  void completesABatchWhenAllItsStagesHaveEnded() {
    ends.markerArrived(batch, 0);
    ends.markerArrived(batch, 1);
    ends.lanesDone(batch, 0, LANES);
    ends.lanesDone(batch, 1, LANES);
    assertThat(steps).doesNotContain("complete");

    ends.lanesDone(batch, 2, LANES);
    assertThat(steps).endsWith("finish 2", "complete");
  }

  @Test
  void endsAStageAtOnceThatNoLaneHasPartOf() {
    var without = ends(0);
    var run = new BatchRun(7, without.begin());
    without.markerArrived(run, 0);
    without.markerArrived(run, 1);

    without.lanesDone(run, 0, LANES);

    assertThat(steps).containsExactly("announce 0", "announce 1", "finish 2");
  }

  @Test
  void leavesOutMarkersOfSourcesThatHaveNoTasksAnywhere() {
    batch.start(
        new BatchScope(7, 0, false, false), RunBatch.newBuilder().setWithoutTasks(true).build());

    ends.lanesDone(batch, 0, LANES);
    assertThat(steps).as("stage 1 waits for nobody").containsExactly("finish 1");

    ends.lanesDone(batch, 1, LANES);
    assertThat(steps).as("stage 2 may have records of stage 1").endsWith("announce 1");
  }

  private StageEnds ends(int lanesOfStage1) {
    var plan =
        new Plan(
            2,
            2,
            List.of(),
            List.of(
                new Stage(0, 0, List.of(), List.of()),
                new Stage(1, 2, List.of(0), List.of()),
                new Stage(2, 2, List.of(1), List.of())),
            List.of(
                new ExchangeSpec(0, List.of(0), 1, 0, 2, Routing.KEY),
                new ExchangeSpec(1, List.of(0, 1), 2, 0, 2, Routing.KEY)),
            List.of(),
            List.of());
    return new StageEnds(plan, new int[] {LANES, lanesOfStage1, LANES}, EXECUTORS, new Noted());
  }

  private final class Noted implements StageEnds.Steps {
    @Override
    public void announce(BatchRun run, int exchange) {
      steps.add("announce " + exchange);
    }

    @Override
    public void finish(BatchRun run, int stage) {
      steps.add("finish " + stage);
    }

    @Override
    public void complete(BatchRun run) {
      steps.add("complete");
    }

    @Override
    public void failed(BatchRun run, RuntimeException failure) {
      throw failure;
    }
  }
}
