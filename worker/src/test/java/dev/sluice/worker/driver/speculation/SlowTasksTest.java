package dev.sluice.worker.driver.speculation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.speculation.SlowTasks.Observed;
import dev.sluice.worker.settings.Settings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowTasksTest {
  /** Of the tasks that run the first one is task 0, and so on. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // quantile | multiplier | least | tasks | done ms | running ms | slow
        "Spark's defaults: over three medians | 0.9 | 3 | 100 | 10 | 50 50 50 50 50 50 50 50 50 |"
            + " 151 | 0",
        "exactly the threshold is not slow | 0.9 | 3 | 100 | 10 | 50 50 50 50 50 50 50 50 50 | 150"
            + " | ",
        "too few are done | 0.9 | 3 | 100 | 10 | 50 50 50 50 50 50 50 50 | 9000 9000 | ",
        "not before the least run time | 0.9 | 3 | 100 | 10 | 10 10 10 10 10 10 10 10 10 | 100 | ",
        "the least run time counts alone | 0.9 | 3 | 100 | 10 | 10 10 10 10 10 10 10 10 10 | 101 |"
            + " 0",
        "the median is the middle one | 0.5 | 1.5 | 0 | 5 | 20 10 400 | 31 29 | 0",
        "of two it is the larger one | 0.5 | 1 | 0 | 4 | 10 30 | 31 30 | 0",
        "a part of a task rounds down | 0.5 | 2 | 0 | 5 | 10 10 | 21 500 5 | 0 1",
        "one has to be done at least | 0 | 2 | 0 | 4 |  | 500 500 500 500 | ",
        "with quantile 0 one is enough | 0 | 2 | 0 | 4 | 10 | 500 5 5 | 0",
        "a single task is never slow | 0 | 2 | 0 | 1 |  | 500 | ",
        "quantile 1 waits for all | 1 | 2 | 0 | 3 | 10 10 | 500 | "
      })
  void followsSparksRule(
      String rule,
      double quantile,
      double multiplier,
      long least,
      int tasks,
      String done,
      String running,
      String slow) {
    var settings = new SpeculationSettings(true, 100, multiplier, quantile, least);
    var runningMillis = new HashMap<Integer, Long>();
    for (var millis : numbers(running)) {
      runningMillis.put(runningMillis.size(), millis);
    }

    assertThat(SlowTasks.among(new Observed(tasks, numbers(done), runningMillis), settings))
        .as(rule)
        .containsExactlyInAnyOrderElementsOf(numbers(slow).stream().map(Long::intValue).toList());
  }

  @Test
  void hasTheDefaultsOfSpark4() {
    assertThat(SpeculationSettings.of(Settings.of(Map.of())))
        .isEqualTo(new SpeculationSettings(false, 100, 3, 0.9, 100));
  }

  private static List<Long> numbers(String text) {
    return text == null || text.isBlank()
        ? List.of()
        : Arrays.stream(text.trim().split(" +")).map(Long::parseLong).toList();
  }
}
