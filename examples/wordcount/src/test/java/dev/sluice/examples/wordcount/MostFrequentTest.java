package dev.sluice.examples.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Tuple2;
import java.util.List;
import org.junit.jupiter.api.Test;

class MostFrequentTest {
  private static final List<Tuple2<String, Long>> LEFT =
      List.of(Tuple2.of("the", 9L), Tuple2.of("whale", 3L), Tuple2.of("a", 5L));

  @Test
  void takesTheHighestCountsFirstAndEqualOnesByWord() {
    var pairs = List.of(Tuple2.of("b", 5L), Tuple2.of("the", 9L), Tuple2.of("a", 5L));

    assertThat(MostFrequent.of(pairs.iterator(), 2))
        .containsExactly(Tuple2.of("the", 9L), Tuple2.of("a", 5L));
  }

  @Test
  void mergesTheListsOfTwoPartitions() {
    var merged = MostFrequent.merge(LEFT, List.of(Tuple2.of("of", 7L)), 3);

    assertThat(merged)
        .containsExactly(Tuple2.of("the", 9L), Tuple2.of("of", 7L), Tuple2.of("a", 5L));
  }
}
