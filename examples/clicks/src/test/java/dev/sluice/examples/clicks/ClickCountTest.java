package dev.sluice.examples.clicks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.TestInput;
import dev.sluice.testkit.TestJob;
import dev.sluice.testkit.TestPairOutput;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClickCountTest {
  @Test
  void countsPagesOverAllBatches() {
    var pages = TestInput.of(List.of("/home", "/cart", "/home"), List.of("/home"));
    var counts = new TestPairOutput<String, Long>();

    try (var job =
        TestJob.start(context -> counts.collect(ClickCount.count(pages.stream(context))))) {
      job.advance(2);
    }

    assertThat(counts.maps())
        .containsExactly(Map.of("/home", 2L, "/cart", 1L), Map.of("/home", 3L, "/cart", 1L));
  }
}
