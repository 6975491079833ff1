package dev.sluice.worker.driver.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.driver.input.BlockTable.Held;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandOverPlanTest {
  private static final BlockId FIRST = new BlockId(0, 1, 0);
  private static final BlockId SECOND = new BlockId(0, 1, 1);

  @Test
  void givesABlockToAnExecutorThatDoesNotHaveIt() {
    var held = List.of(new Held(FIRST, Set.of("executor-0", "receiver-0"), false));

    assertThat(HandOverPlan.of(held, "receiver-0", List.of("executor-0", "executor-1")))
        .containsExactly(new HandOverPlan.Copy(FIRST, "executor-1"));
  }

  @Test
  void takesExecutorsInTurn() {
    var held =
        List.of(
            new Held(FIRST, Set.of("receiver-0"), false),
            new Held(SECOND, Set.of("receiver-0"), false));

    assertThat(HandOverPlan.of(held, "receiver-0", List.of("executor-0", "executor-1")))
        .extracting(HandOverPlan.Copy::target)
        .containsExactly("executor-0", "executor-1");
  }

  @Test
  void copiesNothingThatTheOnlyExecutorHas() {
    var held = List.of(new Held(FIRST, Set.of("executor-0", "receiver-0"), false));

    assertThat(HandOverPlan.of(held, "receiver-0", List.of("executor-0"))).isEmpty();
  }

  @Test
  void keepsAWorkerThatHasTheOnlyCopyWhileNobodyCanTakeIt() {
    var only = List.of(new Held(FIRST, Set.of("receiver-0"), false));
    var logged = List.of(new Held(FIRST, Set.of("receiver-0"), true));

    assertThat(HandOverPlan.mustStay(only, List.of())).isTrue();
    assertThat(HandOverPlan.mustStay(only, List.of("executor-0"))).isFalse();
    assertThat(HandOverPlan.mustStay(logged, List.of())).isFalse();
  }

  @Test
  void leavesWhatIsInTheLogAlone() {
    var held = List.of(new Held(FIRST, Set.of("executor-0", "receiver-0"), true));

    assertThat(HandOverPlan.of(held, "receiver-0", List.of("executor-0", "executor-1"))).isEmpty();
  }
}
