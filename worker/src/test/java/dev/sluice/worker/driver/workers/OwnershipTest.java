package dev.sluice.worker.driver.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.Stage;
import dev.sluice.worker.plan.StateSpec;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static Ownership share(List<Integer> lanes, int places) {
    return Ownership.keeping(lanes, Collections.nCopies(lanes.size(), Set.of()), places);
  }

  private static Set<Integer> held(Ownership ownership, int executor) {
    return IntStream.range(0, ownership.owners().size())
        .filter(place -> ownership.owners().get(place) == executor)
        .boxed()
        .collect(Collectors.toSet());
  }

  private static Plan plan(int parallelism, int... stages) {
    var list =
        IntStream.range(0, stages.length)
            .mapToObj(id -> new Stage(id, stages[id], List.of(), List.of()))
            .toList();
    return new Plan(parallelism, 64, List.of(), list, List.of(), List.of(), List.of());
  }

  @Test
  void executorsOwnInProportionToTheirLanes() {
    assertThat(share(List.of(2, 1), 6).owners()).containsExactly(0, 1, 0, 0, 1, 0);
  }

  @Test
  void everyLaneOwnsAPartitionOfAStageWithMoreThanTheDefault() {
    var ownership = share(List.of(1, 1, 1), 3);

    assertThat(Ownership.places(List.of(1, 1, 1), plan(2))).isEqualTo(3);
    assertThat(ownership.owners()).containsExactly(0, 1, 2);
    assertThat(ownership.ofPartition(5)).isEqualTo(2);
  }

  @Test
  void executorsThatJoinLaterOwnPartitionsOfAStageWithMoreThanTheDefault() {
    var places = Ownership.places(List.of(1, 1), plan(2, 8));
    var two = share(List.of(1, 1), places);

    assertThat(places).isEqualTo(8);
    assertThat(
            Ownership.keeping(
                    List.of(1, 1, 1, 1),
                    List.of(held(two, 0), held(two, 1), Set.of(), Set.of()),
                    places)
                .owners())
        .containsExactlyInAnyOrder(0, 0, 1, 1, 2, 2, 3, 3);
    assertThat(Ownership.places(List.of(1), plan(2, 65_536))).isEqualTo(4_096);
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
    var ownership = share(List.of(1, 1), 4);
    var plan = new Plan(4, 64, List.of(), List.of(), List.of(), List.of(), List.of());
    var keyed = new StateSpec("counts", "updateStateByKey", true, 1, 4, 1, true);
    var window = new StateSpec("window", "window", false, 1, 4, 1, false);

    assertThat(ownership.ofSlot(plan, keyed, 0)).isZero();
    assertThat(ownership.ofSlot(plan, keyed, 16)).isEqualTo(1);
    assertThat(ownership.ofSlot(plan, keyed, 63)).isEqualTo(1);
    assertThat(ownership.ofSlot(plan, window, 2)).isZero();
  }
}
