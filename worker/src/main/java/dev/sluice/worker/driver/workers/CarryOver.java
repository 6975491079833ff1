package dev.sluice.worker.driver.workers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
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
   * What the program is like.
   *
   * @param stateful whether it keeps state at all
   * @param planned whether each batch has a plan of its own
   */
  public record PlanFacts(boolean stateful, boolean planned) {}

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
   * @param wholeUpTo by batch: the state that is restored as a whole if batches up to it are run
   *     again for some shards; empty if that cannot be done
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
      LongFunction<Optional<Set<String>>> wholeUpTo,
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
    return observed.members().stream()
        .flatMap(member -> member.held().stream())
        .flatMap(held -> held.batches().stream())
        .distinct()
        .sorted(
            Comparator.<Long>comparingInt(batch -> -placesAt(batch))
                .thenComparing(Comparator.reverseOrder()))
        .flatMap(batch -> at(batch).stream())
        .findFirst()
        .<GenerationStart>map(start -> start)
        .orElseGet(() -> new GenerationStart.Reload(keeping(held -> false)));
  }

  /** How many places some state could be kept at. */
  private int placesAt(long batch) {
    var whole = observed.wholeUpTo().apply(batch).orElse(Set.of());
    return observed.members().stream()
        .flatMap(member -> member.held().stream())
        .filter(held -> counts(held, batch, whole))
        .mapToInt(held -> held.places().size())
        .sum();
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
        : new GenerationStart.CarriedOver(
            ownership, done, Set.of(), Set.of(), OptionalLong.empty());
  }

  /** Whether state, but for some, is that after a batch as it counts for this driver. */
  private boolean counts(Held held, long batch, Set<String> without) {
    if (held.tableSize() != tableSize
        || held.places().isEmpty()
        || !held.isAt(batch, without)
        || batch < observed.checkpointed()
        || batch > observed.lastCut()) {
      return false;
    }
    return held.epoch() == observed.epoch()
        || (held.asLogged()
            && observed.asLogged()
            && batch <= observed.loggedUpTo().applyAsLong(held.epoch()));
  }

  private Optional<GenerationStart.CarriedOver> at(long batch) {
    return at(batch, Set.of())
        .or(
            () ->
                observed
                    .wholeUpTo()
                    .apply(batch)
                    .filter(whole -> !whole.isEmpty())
                    .flatMap(whole -> at(batch, whole)));
  }

  /**
   * Tries to keep what is at a batch.
   *
   * @param whole the state that nobody keeps
   */
  private Optional<GenerationStart.CarriedOver> at(long batch, Set<String> whole) {
    var keepers = observed.members().stream().filter(m -> keeps(m, batch, whole)).toList();
    var ownership = keeping(held -> counts(held, batch, whole));
    var restored = restoredPlaces(ownership, keepers);
    var restoresAny = !restored.isEmpty() || !whole.isEmpty();
    if (restored.size() == tableSize
        || (restoresAny && observed.checkpointed() < batch && !catchesUp(batch, whole))) {
      return Optional.empty();
    }
    var ids = keepers.stream().map(Member::id).collect(Collectors.toSet());
    var done = Math.min(batch, observed.doneUpTo().applyAsLong(ids));
    var known = observed.accumulated() < observed.committed() ? observed.accumulated() : done;
    if (known == batch) {
      return Optional.of(
          new GenerationStart.CarriedOver(ownership, batch, restored, whole, OptionalLong.empty()));
    }
    var tellable =
        !restoresAny && (done == batch || !observed.plan().planned()) && canTell(keepers, known);
    return tellable
        ? Optional.of(
            new GenerationStart.CarriedOver(
                ownership, batch, restored, whole, OptionalLong.of(known)))
        : Optional.empty();
  }

  /** Whether batches up to one can be run again if some state is restored as a whole. */
  private boolean catchesUp(long batch, Set<String> whole) {
    return observed.wholeUpTo().apply(batch).filter(whole::containsAll).isPresent();
  }

  private boolean keeps(Member member, long batch, Set<String> without) {
    return member.held().filter(held -> counts(held, batch, without)).isPresent();
  }

  /** Whether everybody who took part in the batches after one is here and has not forgotten. */
  private static boolean canTell(List<Member> keepers, long after) {
    var holdings = keepers.stream().flatMap(keeper -> keeper.held().stream()).toList();
    var generation = holdings.get(0).generation();
    return holdings.size() == holdings.get(0).executors()
        && holdings.stream()
            .allMatch(held -> held.generation() == generation && held.toldAfter() <= after);
  }

  private Set<Integer> restoredPlaces(Ownership ownership, List<Member> keepers) {
    var restored = new HashSet<Integer>();
    for (var place = 0; place < tableSize; place++) {
      var owner = observed.members().get(ownership.ofPartition(place));
      var here = place;
      if (!keepers.contains(owner)
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
