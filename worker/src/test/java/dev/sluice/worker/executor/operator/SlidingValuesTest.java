package dev.sluice.worker.executor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingValuesTest {
  private static final int PANES = 300;

  private record Item(long pane, String text) {}

  /** Joining texts is associative and not commutative, so the order is tested too. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void reducesWhatIsInTheWindowInItsOrder(long seed) throws Exception {
    var random = new Random(seed);
    var window = 1 + random.nextInt(20);
    var sliding = new SlidingValues();
    var kept = new ArrayList<Item>();
    for (var pane = 1L; pane < PANES; pane++) {
      for (var more = random.nextInt(3); more > 0; more--) {
        var text = Integer.toString(random.nextInt(10));
        kept.add(new Item(pane, text));
        sliding.add(pane, text, SlidingValuesTest::join, value -> value);
      }
      var last = pane - window;
      kept.removeIf(item -> item.pane <= last);

      assertThat(sliding.evict(last, SlidingValuesTest::join)).isEqualTo(!kept.isEmpty());
      if (!kept.isEmpty()) {
        assertThat(sliding.reduced(SlidingValuesTest::join, value -> value))
            .isEqualTo(String.join("", kept.stream().map(Item::text).toList()));
      }
    }
  }

  @Test
  void reducesEachValueAConstantNumberOfTimes() throws Exception {
    var calls = new AtomicLong();
    var sliding = new SlidingValues();
    for (var pane = 1L; pane <= 10_000; pane++) {
      sliding.add(pane, 1L, (a, b) -> counted(calls, a, b), value -> value);
      sliding.evict(pane - 100, (a, b) -> counted(calls, a, b));

      assertThat(sliding.reduced((a, b) -> counted(calls, a, b), value -> value))
          .isEqualTo(Math.min(pane, 100));
    }
    assertThat(calls.get()).isLessThan(3 * 10_000);
  }

  private static Object join(Object left, Object right) {
    return left.toString() + right;
  }

  private static Object counted(AtomicLong calls, Object left, Object right) {
    calls.incrementAndGet();
    return (Long) left + (Long) right;
  }
}
