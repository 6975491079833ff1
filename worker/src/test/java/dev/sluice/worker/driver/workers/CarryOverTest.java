package dev.sluice.worker.driver.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.workers.CarryOver.Member;
import dev.sluice.worker.driver.workers.CarryOver.PlanFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CarryOverTest {
  private static final long OLD = 3_000_001;
  private static final long OWN = 4_000_002;
  private static final PlanFacts KEYED = new PlanFacts(true, false);

  private PlanFacts plan = KEYED;
  private Optional<Set<String>> whole = Optional.of(Set.of());
  private long checkpointed = 10;
  private long committed = 20;
  private long accumulated = 20;
  private long done = 20;
  private long lastCut = 25;
  private boolean asLogged = true;

  @Test
  void driverThatWasRestartedGoesOnWithWhatAllExecutorsHold() {
    var start = afterARestart(20);

    assertThat(start).isEqualTo(kept(20, Set.of(), OptionalLong.empty()));
  }

  @Test
  void resultsThatOnlyExecutorsKnowAreSaidAgain() {
    assertThat(afterARestart(22)).isEqualTo(kept(22, Set.of(), OptionalLong.of(20)));
  }

  @Test
  void resultsOfALostExecutorAreComputedAgain() {
    assertThat(decide(member("a", OLD, 22, 0, 2), empty("b")))
        .isInstanceOf(GenerationStart.Reload.class);
  }

  @Test
  void batchesThatWereNotLoggedNeverHappened() {
    assertThat(afterARestart(24)).isInstanceOf(GenerationStart.Reload.class);
  }

  @Test
  void batchesThatAreNotRunAsLoggedDoNotCountForAnotherDriver() {
    asLogged = false;

    assertThat(afterARestart(20)).isInstanceOf(GenerationStart.Reload.class);
  }

  @Test
  void onlyThePlacesOfALostExecutorAreRestored() {
    assertThat(afterTheLossOfB(20)).isEqualTo(kept(20, Set.of(1, 3), OptionalLong.empty()));
  }

  @Test
  void executorsAtAnotherBatchRestoreTheirPlaces() {
    assertThat(decide(member("a", OWN, 20, 0, 2), member("b", OWN, -1, 1, 3)))
        .isEqualTo(kept(20, Set.of(1, 3), OptionalLong.empty()));
  }

  @Test
  void nothingIsKeptIfAllStateWouldBeComputedAgain() {
    whole = Optional.empty();

    assertThat(afterTheLossOfB(20)).isInstanceOf(GenerationStart.Reload.class);
  }

  @Test
  void stateThatOthersReadIsRestoredAtAllPlaces() {
    whole = Optional.of(Set.of("ahead"));

    assertThat(afterTheLossOfB(20)).isEqualTo(restored(Set.of(1, 3), Set.of("ahead")));
  }

  @Test
  void stateAheadMayBeAtAnotherBatchThanWhatIsKept() {
    whole = Optional.of(Set.of("ahead"));
    var torn = new Held(OWN, -1, Map.of("ahead", 21L, "behind", 20L), Set.of(0, 2), 4, 2, 5, true);

    assertThat(decide(new Member("a", 1, Optional.of(torn)), empty("b")))
        .isEqualTo(restored(Set.of(1, 3), Set.of("ahead")));
  }

  @Test
  void stateThatOthersReadIsKeptIfNothingIsLost() {
    whole = Optional.of(Set.of("ahead"));

    assertThat(afterARestart(20)).isEqualTo(kept(20, Set.of(), OptionalLong.empty()));
  }

  @Test
  void placesMoveWithoutReplayRightAfterACheckpoint() {
    whole = Optional.empty();
    checkpointed = 20;

    assertThat(decide(member("a", OWN, 20, 0, 1, 2, 3), empty("b")))
        .isEqualTo(
            new GenerationStart.CarriedOver(
                new Ownership(List.of(0, 0, 1, 1)),
                20,
                Set.of(2, 3),
                Set.of(),
                OptionalLong.empty()));
  }

  @Test
  void stateOlderThanTheCheckpointIsOfNoUse() {
    assertThat(afterTheLossOfB(9)).isInstanceOf(GenerationStart.Reload.class);
  }

  @Test
  void additionsToAccumulatorsAreSaidAgainOrComputedAgain() {
    accumulated = 10;

    assertThat(afterARestart(20)).isEqualTo(kept(20, Set.of(), OptionalLong.of(10)));
    assertThat(decide(member("a", OLD, 20, 0, 2), empty("b")))
        .isInstanceOf(GenerationStart.Reload.class);
  }

  @Test
  void jobWithoutStateComputesNothingTwice() {
    plan = new PlanFacts(false, false);

    assertThat(decide(empty("a"), empty("b"))).isEqualTo(kept(20, Set.of(), OptionalLong.empty()));
  }

  @Test
  void newJobBeginsWithNothing() {
    checkpointed = 0;
    committed = 0;
    accumulated = 0;
    done = 0;

    assertThat(decide(empty("a"), empty("b")))
        .isEqualTo(new GenerationStart.Reload(new Ownership(List.of(0, 1, 0, 1))));
  }

  /** Both executors hold the state after a batch that they had of another driver. */
  private GenerationStart afterARestart(long batch) {
    return decide(member("a", OLD, batch, 0, 2), member("b", OLD, batch, 1, 3));
  }

  /** One executor holds its state after a batch, the other one came for a lost one. */
  private GenerationStart afterTheLossOfB(long batch) {
    return decide(member("a", OWN, batch, 0, 2), empty("b"));
  }

  private GenerationStart decide(Member... members) {
    return CarryOver.decide(
        new CarryOver.Observed(
            List.of(members),
            4,
            plan,
            checkpointed,
            committed,
            accumulated,
            lastCut,
            4,
            asLogged,
            batch -> whole,
            epoch -> epoch == 3 ? 22 : -1,
            keepers -> done));
  }

  private static Member member(String id, long generation, long batch, Integer... places) {
    return new Member(
        id, 1, Optional.of(new Held(generation, batch, Map.of(), Set.of(places), 4, 2, 5, true)));
  }

  private static Member empty(String id) {
    return new Member(id, 1, Optional.empty());
  }

  private static GenerationStart restored(Set<Integer> places, Set<String> whole) {
    return new GenerationStart.CarriedOver(
        new Ownership(List.of(0, 1, 0, 1)), 20, places, whole, OptionalLong.empty());
  }

  private static GenerationStart kept(long batch, Set<Integer> restored, OptionalLong tellAfter) {
    return new GenerationStart.CarriedOver(
        new Ownership(List.of(0, 1, 0, 1)), batch, restored, Set.of(), tellAfter);
  }
}
