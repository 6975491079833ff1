package dev.sluice.worker.driver.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.checkpoint.OperatorState;
import dev.sluice.worker.checkpoint.ShardRange;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateRangesTest {
  private static final Plan PLAN =
      new Plan(
          2,
          4,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(new StateSpec("counts", "updateStateByKey", true, 1, 2, 1, true)));

  @Test
  void newerRangesReplaceThoseOfTheSameSlotOnly() {
    var ranges = new StateRanges();
    ranges.reset(states(range(0, "old"), range(1, "old")));

    ranges.merge(List.of(message(1, "new", 5)));

    assertThat(ranges.toOperatorStates(PLAN).get("counts"))
        .isEqualTo(new OperatorState("keyed", List.of(range(0, "old"), range(1, "new"))));
  }

  @Test
  void aSlotThatBecameEmptyIsGone() {
    var ranges = new StateRanges();
    ranges.reset(states(range(0, "old")));

    ranges.merge(List.of(message(0, "new", 0)));

    assertThat(ranges.toOperatorStates(PLAN))
        .isEqualTo(Map.of("counts", new OperatorState("keyed", List.of())));
  }

  @Test
  void aResetForgetsSnapshotsOfAnAbandonedGeneration() {
    var ranges = new StateRanges();
    ranges.merge(List.of(message(3, "abandoned", 5)));

    ranges.reset(states(range(0, "old")));

    assertThat(ranges.toOperatorStates(PLAN)).isEqualTo(states(range(0, "old")));
  }

  @Test
  void eachExecutorGetsTheSlotsThatItOwns() {
    var split =
        StateRanges.split(
            states(range(0, "a"), range(3, "b")), PLAN, 2, (state, slot) -> slot == 3 ? 1 : 0);

    assertThat(split).containsExactly(List.of(message(0, "a", 5)), List.of(message(3, "b", 5)));
  }

  @Test
  void aSampleHasWholeSlotsAndNoMoreThanAsked() {
    var states = states(range(0, "all"), range(0, "changes"), range(1, "all"), range(2, "all"));

    assertThat(StateRanges.sample(states, PLAN, 10))
        .containsExactly(message(0, "all", 5), message(0, "changes", 5));
    assertThat(StateRanges.sample(states, PLAN, 9)).containsExactly(message(1, "all", 5));
    assertThat(StateRanges.sample(Map.of(), PLAN, 10)).isEmpty();
  }

  private static Map<String, OperatorState> states(ShardRange... ranges) {
    return Map.of("counts", new OperatorState("keyed", List.of(ranges)));
  }

  private static ShardRange range(int slot, String object) {
    return new ShardRange(slot, object, 0, 5, 2);
  }

  private static StateRange message(int slot, String object, int length) {
    return StateRange.newBuilder()
        .setUid("counts")
        .setSlot(slot)
        .setObjectKey(object)
        .setLength(length)
        .setEntries(2)
        .build();
  }
}
