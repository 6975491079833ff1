package dev.sluice.worker.driver.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.batch.TaskPlacement.Wish;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskPlacementTest {
  @Test
  void aTaskGoesWhereItsDataIs() {
    var placed =
        TaskPlacement.place(
            List.of(new Wish(Set.of(1), 5), new Wish(Set.of(1), 5), new Wish(Set.of(0), 1)),
            List.of(1, 1));

    assertThat(placed).containsExactly(1, 1, 0);
  }

  @Test
  void ofSeveralHoldersTheLessLoadedOneIsTaken() {
    var placed =
        TaskPlacement.place(
            List.of(new Wish(Set.of(0), 10), new Wish(Set.of(0, 1), 1)), List.of(1, 1));

    assertThat(placed).containsExactly(0, 1);
  }

  @Test
  void tasksWithoutWishesSpreadByLanes() {
    var placed = TaskPlacement.place(Collections.nCopies(6, new Wish(Set.of(), 1)), List.of(2, 1));

    assertThat(placed).filteredOn(executor -> executor == 0).hasSize(4);
    assertThat(placed).filteredOn(executor -> executor == 1).hasSize(2);
  }
}
