package dev.sluice.worker.driver.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.StateSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  @Test
  void executorsOwnInProportionToTheirLanes() {
    assertThat(Ownership.share(List.of(2, 1), 6).owners()).containsExactly(0, 1, 0, 0, 1, 0);
  }

  @Test
  void everyLaneOwnsAPartitionOfAStageWithMoreThanTheDefault() {
    var ownership = Ownership.share(List.of(1, 1, 1), 2);

    assertThat(ownership.owners()).containsExactly(0, 1, 2);
    assertThat(ownership.ofPartition(5)).isEqualTo(2);
  }

  @Test
  void asFewPlacesMoveAsPossible() {
    assertThat(Ownership.keeping(List.of(1, 1), List.of(Set.of(), Set.of()), 4).owners())
        .containsExactly(0, 1, 0, 1);
    assertThat(Ownership.keeping(List.of(1, 1), List.of(Set.of(1, 4), Set.of(0, 3)), 6).owners())
        .containsExactly(1, 0, 0, 1, 0, 1);
    assertThat(Ownership.keeping(List.of(1, 1), List.of(Set.of(0, 1, 2, 3), Set.of()), 4).owners())
        .containsExactly(0, 0, 1, 1);
    assertThat(Ownership.keeping(List.of(1, 3), List.of(Set.of(0, 1), Set.of(2, 3)), 4).owners())
        .containsExactly(0, 1, 1, 1);
    assertThat(Ownership.keeping(List.of(1, 1, 1), List.of(Set.of(1), Set.of(0), Set.of()), 2))
        .isEqualTo(new Ownership(List.of(1, 0)));
  }

  @Test
  void keyedStateLiesWithThePartitionOfItsShard() {
    var ownership = Ownership.share(List.of(1, 1), 4);
    var plan = new Plan(4, 64, List.of(), List.of(), List.of(), List.of(), List.of());
    var keyed = new StateSpec("counts", "updateStateByKey", true, 1, 4, 1, true);
    var window = new StateSpec("window", "window", false, 1, 4, 1, false);

    assertThat(ownership.ofSlot(plan, keyed, 0)).isZero();
    assertThat(ownership.ofSlot(plan, keyed, 16)).isEqualTo(1);
    assertThat(ownership.ofSlot(plan, keyed, 63)).isEqualTo(1);
    assertThat(ownership.ofSlot(plan, window, 2)).isZero();
  }
}
