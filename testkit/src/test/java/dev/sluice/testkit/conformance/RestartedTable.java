package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table whose rows give the same when the driver is replaced in between. */
interface RestartedTable extends Table {
  /** The batches behind which the driver is replaced, each in a run of its own. */
  default List<Integer> restarts() {
    return List.of(1);
  }

  @ParameterizedTest
  @MethodSource("rows")
  default void givesTheSameWithARestart(Row row) {
    for (var after : restarts()) {
      assertThat(row.run(List.of(after))).as("after batch %d", after).isEqualTo(row.expectedText());
    }
  }
}
