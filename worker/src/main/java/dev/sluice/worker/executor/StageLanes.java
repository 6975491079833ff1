package dev.sluice.worker.executor;

import dev.sluice.worker.exchange.Owners;
import dev.sluice.worker.plan.Plan;
import java.util.List;

/**
 * The lanes that have work in each stage of a plan: those that own partitions of it. A stage with
 * state concerns them all, since each notes which batch its state is at. Immutable.
 */
final class StageLanes {
  private final List<List<Lane>> byStage;

  StageLanes(Plan plan, Owners owners, List<Lane> lanes) {
    byStage =
        plan.stages().stream()
            .map(
                stage ->
                    stage.id() == PlanRun.SOURCE_STAGE
                            || plan.states().stream().anyMatch(s -> s.stage() == stage.id())
                        ? lanes
                        : lanes.stream()
                            .filter(lane -> owns(owners, lane, stage.partitions()))
                            .toList())
            .toList();
  }

  private static boolean owns(Owners owners, Lane lane, int partitions) {
    return !owners.partitionsOf(lane.index(), partitions).isEmpty();
  }

  /** The lanes that end a stage. */
  List<Lane> of(int stage) {
    return byStage.get(stage);
  }

  /** The number of lanes that end each stage. */
  int[] counts() {
    return byStage.stream().mapToInt(List::size).toArray();
  }

  /**
   * The lanes that take source tasks: as many as rest, if these are enough.
   *
   * @param tasks number of tasks
   */
  List<Lane> forTasks(int tasks) {
    var all = of(PlanRun.SOURCE_STAGE);
    if (tasks >= all.size()) {
      return all;
    }
    var resting = all.stream().filter(Lane::isResting).limit(tasks).toList();
    return resting.size() == tasks ? resting : all;
  }
}
