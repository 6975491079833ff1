package dev.sluice.worker.driver.workers;

import dev.sluice.worker.plan.ExchangeSpec;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Decides whether a generation begins with state that executors have in memory; a pure function.
 *
 * @see <a href="docs/adr/0042-state-that-is-carried-over.md">ADR 42</a>
 */
public final class CarryOver {
  private final Observed observed;
  private final int tableSize;

  private CarryOver(Observed observed) {
    this.observed = observed;
    this.tableSize =
        observed.members().stream()
            .flatMap(member -> member.held().stream())
            .max(Comparator.comparingLong(Held::generation))
            .map(Held::tableSize)
            .filter(size -> size > 0)
            .orElse(observed.tableSize());
  }

  /**
   * An executor of the coming generation.
   *
   * @param lanes its task threads
   * @param held what it holds; empty if it holds nothing or has not said so in time
   */
  public record Member(String id, int lanes, Optional<Held> held) {
    /** Returns it without state that it was given before a generation. */
    public Member without(long generation) {
      return new Member(id, lanes, held.filter(state -> state.generation() >= generation));
    }
  }

  /**
   * What the program allows.
   *
   * @param stateful whether it keeps state at all
   * @param catchesUp whether batches can be run again for some partitions only
   * @param planned whether each batch has a plan of its own
   */
  public record PlanFacts(boolean stateful, boolean catchesUp, boolean planned) {
    /** The same, but that state cannot be computed again for some shards alone. */
    public PlanFacts withoutCatchUp() {
      return new PlanFacts(stateful, false, planned);
    }

    /** Reads a plan. */
    public static PlanFacts of(Plan plan, boolean planned) {
      var stages = plan.states().stream().map(StateSpec::stage).collect(Collectors.toSet());
      return new PlanFacts(
          !stages.isEmpty(),
          !planned && stages.stream().allMatch(stage -> isFedByKeyAlone(plan, stage, stages)),
          planned);
    }

    /** Each record has its partition for good, and none depends on other state. */
    private static boolean isFedByKeyAlone(Plan plan, int stage, Set<Integer> stateful) {
      return plan.stages().get(stage).inputs().stream()
          .map(plan.exchanges()::get)
          .allMatch(
              exchange ->
                  isFixed(exchange.routing())
                      && exchange.fromStages().stream()
                          .noneMatch(from -> isBehind(plan, from, stateful)));
    }

    private static boolean isBehind(Plan plan, int stage, Set<Integer> stateful) {
      return stateful.contains(stage)
          || plan.stages().get(stage).inputs().stream()
              .map(plan.exchanges()::get)
              .anyMatch(
                  exchange ->
                      exchange.fromStages().stream()
                          .anyMatch(from -> isBehind(plan, from, stateful)));
    }

    private static boolean isFixed(ExchangeSpec.Routing routing) {
      return routing instanceof ExchangeSpec.Routing.Key
          || routing instanceof ExchangeSpec.Routing.By
          || routing instanceof ExchangeSpec.Routing.Gather;
    }
  }

  /**
   * What is known. Batches are given by their indices.
   *
   * @param tableSize places in the table of owners, if nobody holds anything
   * @param checkpointed batch of the newest checkpoint, 0 for none
   * @param committed last batch whose output is released
   * @param accumulated last batch whose additions to accumulators are known; at least {@code
   *     committed} if the program has none
   * @param lastCut last batch that there is
   * @param epoch of this driver
   * @param asLogged whether this driver runs batches as they are logged
   * @param loggedUpTo by epoch: last batch that was logged before any later driver
   * @param doneUpTo last batch whose results are there and can be released when some executors keep
   *     what they hold of it
   */
  public record Observed(
      List<Member> members,
      int tableSize,
      PlanFacts plan,
      long checkpointed,
      long committed,
      long accumulated,
      long lastCut,
      long epoch,
      boolean asLogged,
      LongUnaryOperator loggedUpTo,
      ToLongFunction<Set<String>> doneUpTo) {
    public Observed {
      members = List.copyOf(members);
    }
  }

  /** Decides. */
  public static GenerationStart decide(Observed observed) {
    return new CarryOver(observed).decide();
  }

  private GenerationStart decide() {
    if (!observed.plan().stateful()) {
      return nothingToCarry();
    }
    var batches =
        observed.members().stream()
            .flatMap(member -> member.held().stream())
            .filter(this::counts)
            .collect(
                Collectors.groupingBy(
                    Held::batch, Collectors.summingInt(held -> held.places().size())));
    return batches.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<Long, Integer>>comparingInt(entry -> -entry.getValue())
                .thenComparingLong(entry -> -entry.getKey()))
        .flatMap(entry -> at(entry.getKey()).stream())
        .findFirst()
        .<GenerationStart>map(start -> start)
        .orElseGet(() -> new GenerationStart.Reload(keeping(held -> false)));
  }

  /** Without state only results count. */
  private GenerationStart nothingToCarry() {
    var keepers =
        observed.members().stream()
            .filter(member -> member.held().isPresent())
            .map(Member::id)
            .collect(Collectors.toSet());
    var ownership = keeping(held -> held.tableSize() == tableSize);
    var done = observed.doneUpTo().applyAsLong(keepers);
    return observed.accumulated() < observed.committed()
        ? new GenerationStart.Reload(ownership)
        : new GenerationStart.CarriedOver(ownership, done, Set.of(), OptionalLong.empty());
  }

  /** Whether state is that of batches as they count for this driver. */
  private boolean counts(Held held) {
    if (held.tableSize() != tableSize
        || held.places().isEmpty()
        || held.batch() < observed.checkpointed()
        || held.batch() > observed.lastCut()) {
      return false;
    }
    return held.epoch() == observed.epoch()
        || (held.asLogged()
            && observed.asLogged()
            && held.batch() <= observed.loggedUpTo().applyAsLong(held.epoch()));
  }

  private Optional<GenerationStart.CarriedOver> at(long batch) {
    var keepers = observed.members().stream().filter(member -> keeps(member, batch)).toList();
    var ownership = keeping(held -> counts(held) && held.batch() == batch);
    var restored = restoredPlaces(ownership, batch);
    if (restored.size() == tableSize
        || (!restored.isEmpty()
            && observed.checkpointed() < batch
            && !observed.plan().catchesUp())) {
      return Optional.empty();
    }
    var ids = keepers.stream().map(Member::id).collect(Collectors.toSet());
    var done = Math.min(batch, observed.doneUpTo().applyAsLong(ids));
    var known = observed.accumulated() < observed.committed() ? observed.accumulated() : done;
    if (known == batch) {
      return Optional.of(carriedOver(ownership, batch, restored, OptionalLong.empty()));
    }
    var tellable =
        restored.isEmpty()
            && (done == batch || !observed.plan().planned())
            && canTell(keepers, known);
    return tellable
        ? Optional.of(carriedOver(ownership, batch, restored, OptionalLong.of(known)))
        : Optional.empty();
  }

  private static GenerationStart.CarriedOver carriedOver(
      Ownership ownership, long batch, Set<Integer> restored, OptionalLong tellAfter) {
    return new GenerationStart.CarriedOver(ownership, batch, restored, tellAfter);
  }

  private boolean keeps(Member member, long batch) {
    return member.held().filter(held -> counts(held) && held.batch() == batch).isPresent();
  }

  /** Whether everybody who took part in the batches after one is here and has not forgotten. */
  private static boolean canTell(List<Member> keepers, long after) {
    var holdings = keepers.stream().flatMap(keeper -> keeper.held().stream()).toList();
    var generation = holdings.get(0).generation();
    return holdings.size() == holdings.get(0).executors()
        && holdings.stream()
            .allMatch(held -> held.generation() == generation && held.toldAfter() <= after);
  }

  private Set<Integer> restoredPlaces(Ownership ownership, long batch) {
    var restored = new HashSet<Integer>();
    for (var place = 0; place < tableSize; place++) {
      var owner = observed.members().get(ownership.ofPartition(place));
      var here = place;
      if (!keeps(owner, batch)
          || owner.held().filter(held -> held.places().contains(here)).isEmpty()) {
        restored.add(place);
      }
    }
    return restored;
  }

  private Ownership keeping(Predicate<Held> kept) {
    var lanes = observed.members().stream().map(Member::lanes).toList();
    var places = new ArrayList<Set<Integer>>();
    for (var member : observed.members()) {
      places.add(member.held().filter(kept).map(Held::places).orElse(Set.of()));
    }
    return Ownership.keeping(lanes, places, tableSize);
  }
}
