package dev.sluice.worker.driver.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.accumulator.CollectionAccumulator;
import dev.sluice.accumulator.DoubleAccumulator;
import dev.sluice.accumulator.LongAccumulator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccumulatorValuesTest {
  private final AccumulatorValues values =
      new AccumulatorValues(AccumulatorValuesTest.class.getClassLoader());

  record Word(String text, int length) {}

  @Test
  void bringsBackTheAccumulatorsOfTheApi() {
    var sum = new LongAccumulator();
    sum.add(3);
    sum.add(4);
    var mean = new DoubleAccumulator();
    mean.add(0.5);
    var words = new CollectionAccumulator<Word>();
    words.add(new Word("a", 1));

    assertThat(restored(sum)).extracting("sum", "count").containsExactly(7L, 2L);
    assertThat(restored(mean)).extracting("sum", "count").containsExactly(0.5, 1L);
    assertThat(values.decode(values.encode("w", words)).value()).isEqualTo(words.value());
  }

  @Test
  void bringsBackAnAccumulatorOfTheProgram() {
    var counts = new Counts();
    counts.add("a");
    counts.add("a");

    assertThat(restored(counts).value()).isEqualTo(Map.of("a", 2L));
  }

  @Test
  void saysAtTheRegistrationWhatCannotBeRestored() {
    var accumulators = new Accumulators();

    assertThatThrownBy(() -> accumulators.register(new Unnamed().made(), "counts"))
        .hasMessageContaining("accumulator 'counts' has a name, so it is part of checkpoints")
        .hasMessageContaining("it has no stable name");
    accumulators.register(new Unnamed().made(), null);
  }

  private AccumulatorV2<Object, Object> restored(AccumulatorV2<?, ?> accumulator) {
    return values.decode(values.encode("name", accumulator));
  }

  static class Counts extends AccumulatorV2<String, Map<String, Long>> {
    private static final long serialVersionUID = 1L;

    private final HashMap<String, Long> counts = new HashMap<>();

    @Override
    public boolean isZero() {
      return counts.isEmpty();
    }

    @Override
    public AccumulatorV2<String, Map<String, Long>> copy() {
      var copy = new Counts();
      copy.counts.putAll(counts);
      return copy;
    }

    @Override
    public void reset() {
      counts.clear();
    }

    @Override
    public void add(String word) {
      counts.merge(word, 1L, Long::sum);
    }

    @Override
    public void merge(AccumulatorV2<String, Map<String, Long>> other) {
      other.value().forEach((word, count) -> counts.merge(word, count, Long::sum));
    }

    @Override
    public Map<String, Long> value() {
      return Map.copyOf(counts);
    }
  }

  private static final class Unnamed {
    Counts made() {
      return new Counts() {
        private static final long serialVersionUID = 1L;

        @Override
        public AccumulatorV2<String, Map<String, Long>> copy() {
          return this;
        }
      };
    }
  }
}
