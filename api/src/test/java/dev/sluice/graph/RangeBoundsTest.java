package dev.sluice.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.graph.RangeBounds.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RangeBoundsTest {
  private static final Comparator<Integer> ORDER = Comparator.naturalOrder();

  @Test
  void cutsIntoRangesOfAboutTheSameSize() throws Exception {
    var random = new Random(17);
    var partitions =
        IntStream.of(10_000, 100, 0, 3_000)
            .mapToObj(size -> random.ints(size, -5_000, 5_000).sorted().boxed().toList())
            .toList();

    var sizes = sizes(partitions, 8);

    assertThat(sizes).hasSize(8).allMatch(size -> size > 1_400 && size < 1_900);
  }

  @Test
  void givesEachPartitionItsWeight() throws Exception {
    var few = List.of(1, 2, 3, 4);
    var many = IntStream.range(100, 1_100).boxed().toList();

    assertThat(sizes(List.of(few, many), 2)).allMatch(size -> size > 450 && size < 550);
  }

  @Test
  void keepsEqualKeysInOneRange() throws Exception {
    assertThat(sizes(List.of(List.of(7, 7, 7, 7, 7), List.of(7, 7, 8)), 4)).containsExactly(7, 1);
    assertThat(sizes(List.of(List.of(7, 7, 7)), 3)).containsExactly(3);
  }

  @Test
  void cutsWhatThereIsIfThereIsLittle() throws Exception {
    assertThat(sizes(List.of(List.of(1, 2), List.of(3)), 3)).containsExactly(1, 1, 1);
    assertThat(RangeBounds.<Integer>cut(List.of(), ORDER, 3)).isEmpty();
  }

  @Test
  void takesKeysAtEqualDistances() throws Exception {
    var sorted = IntStream.range(0, 100).boxed().toList();

    var sample = RangeBounds.sample(sorted, n -> -n, 1);

    assertThat(sample.records()).isEqualTo(100);
    assertThat(sample.keys()).hasSize(20).startsWith(0, -5, -10).endsWith(-95);
  }

  private static List<Integer> sizes(List<List<Integer>> partitions, int ranges) throws Exception {
    var samples = new ArrayList<Sample<Integer>>();
    for (var partition : partitions) {
      samples.add(RangeBounds.sample(partition, n -> n, ranges));
    }
    var bounds = RangeBounds.cut(samples, ORDER, ranges);
    var sizes = new Integer[bounds.size() + 1];
    Arrays.fill(sizes, 0);
    for (var partition : partitions) {
      for (var key : partition) {
        sizes[(int) bounds.stream().filter(bound -> bound <= key).count()]++;
      }
    }
    return List.of(sizes);
  }
}
