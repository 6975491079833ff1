package dev.sluice.worker.driver.workers;

import dev.sluice.worker.plan.ExchangeSpec;
import dev.sluice.worker.plan.ExchangeSpec.Routing;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has to be computed again as a whole so that some shards of the other state can be: state
 * whose output other state reads, since what it gave in earlier batches is gone, and state whose
 * records find their partition in another way each time. Pure functions.
 *
 * @see <a href="docs/adr/0042-state-that-is-carried-over.md">ADR 42</a>
 */
public final class ReplayNeeds {
  private final Plan plan;

  private ReplayNeeds(Plan plan) {
    this.plan = plan;
  }

  /**
   * Finds the state that is restored as a whole.
   *
   * @param plans of the batches that would be run again; all of them have the same state
   * @return its uids; empty if that is all state, so that there is nothing to keep
   */
  public static Optional<Set<String>> of(Collection<Plan> plans) {
    var whole = new HashSet<String>();
    var before = -1;
    while (before < whole.size()) {
      before = whole.size();
      plans.forEach(plan -> new ReplayNeeds(plan).addTo(whole));
    }
    var keepsAny =
        plans.stream()
            .flatMap(plan -> plan.states().stream())
            .anyMatch(state -> !whole.contains(state.uid()));
    return keepsAny ? Optional.of(whole) : Optional.empty();
  }

  /** What changes in one stage goes together; another plan may have it in several. */
  private void addTo(Set<String> whole) {
    var stages = plan.states().stream().map(StateSpec::stage).collect(Collectors.toSet());
    var read = new HashSet<Integer>();
    stages.forEach(stage -> addStagesAhead(stage, read));
    plan.states().stream()
        .filter(state -> whole.contains(state.uid()))
        .forEach(state -> read.add(state.stage()));
    stages.stream().filter(stage -> !isFedByKeyAlone(stage)).forEach(read::add);
    plan.states().stream()
        .filter(state -> read.contains(state.stage()))
        .forEach(state -> whole.add(state.uid()));
  }

  private void addStagesAhead(int stage, Set<Integer> target) {
    for (var input : plan.stages().get(stage).inputs()) {
      for (var from : plan.exchanges().get(input).fromStages()) {
        if (target.add(from)) {
          addStagesAhead(from, target);
        }
      }
    }
  }

  /** Whether each record has its partition for good. */
  private boolean isFedByKeyAlone(int stage) {
    return plan.stages().get(stage).inputs().stream()
        .map(plan.exchanges()::get)
        .map(ExchangeSpec::routing)
        .allMatch(
            routing ->
                routing instanceof Routing.Key
                    || routing instanceof Routing.By
                    || routing instanceof Routing.Gather);
  }
}
