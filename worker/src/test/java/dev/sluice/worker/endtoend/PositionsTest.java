package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.SluiceContext;
import dev.sluice.Tuple2;
import dev.sluice.rdd.RDD;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Data sets by position, in parts, as samples and as files. */
@Timeout(60)
class PositionsTest {
  @RegisterExtension private static final DataSetJob JOB = new DataSetJob();

  private final SluiceContext data = JOB.data();
  private final RDD<Integer> numbers = data.parallelize(List.of(4, 1, 3, 2, 6, 5), 3);
  private final RDD<Integer> thousand =
      data.parallelize(IntStream.range(0, 1_000).boxed().toList(), 4);

  @Test
  void numbersRecordsInTheirOrder() {
    assertThat(numbers.zipWithIndex().collect())
        .containsExactly(pair(4, 0), pair(1, 1), pair(3, 2), pair(2, 3), pair(6, 4), pair(5, 5));
    assertThat(numbers.union(numbers.filter(n -> n > 4)).zipWithIndex().values().collect())
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(numbers.union(numbers.repartition(2)).zipWithIndex().keys().take(6))
        .containsExactly(4, 1, 3, 2, 6, 5);
    assertThat(new HashSet<>(thousand.zipWithUniqueId().values().collect())).hasSize(1_000);
    assertThat(numbers.zipWithUniqueId().collect())
        .containsExactly(pair(4, 0), pair(1, 3), pair(3, 1), pair(2, 4), pair(6, 2), pair(5, 5));
  }

  @Test
  void sharesTheWorkAmongTasks() {
    assertThat(thousand.zipWithIndex().values().glom().collect())
        .hasSize(2)
        .allMatch(share -> share.size() >= 250);
    assertThat(thousand.zip(thousand.map(n -> -n)).glom().collect())
        .hasSize(2)
        .allMatch(share -> share.size() == 500)
        .allSatisfy(share -> assertThat(share).allMatch(pair -> pair._1() == -pair._2()));
    assertThat(thousand.cartesian(numbers).glom().collect())
        .hasSize(2)
        .allMatch(share -> share.size() > 1_000);
  }

  @Test
  void numbersAndZipsNothing() {
    assertThat(data.<Integer>emptyRDD().zipWithIndex().collect()).isEmpty();
    assertThat(data.<Integer>emptyRDD().zip(numbers.filter(n -> n > 9)).collect()).isEmpty();
    assertThat(numbers.cartesian(data.emptyRDD()).collect()).isEmpty();
  }

  @Test
  void zipsDataSets() {
    var letters = data.parallelize(List.of("a", "b", "c", "d", "e", "f"), 2);

    assertThat(numbers.zip(letters).collect())
        .containsExactly(
            Tuple2.of(4, "a"),
            Tuple2.of(1, "b"),
            Tuple2.of(3, "c"),
            Tuple2.of(2, "d"),
            Tuple2.of(6, "e"),
            Tuple2.of(5, "f"));
    assertThatThrownBy(() -> numbers.zip(data.parallelize(List.of("a"), 1)).collect())
        .hasMessageContaining("can only zip data sets with the same number of records: 6 and 1");
  }

  @Test
  void zipsPartitions() {
    var letters = data.parallelize(List.of("a", "b", "c"), 3);

    assertThat(
            numbers
                .<String, String>zipPartitions(
                    letters,
                    (left, right) -> {
                      var joined = new StringBuilder(right.next());
                      left.forEachRemaining(joined::append);
                      return List.of(joined.toString()).iterator();
                    })
                .collect())
        .containsExactly("a41", "b32", "c65");
    assertThatThrownBy(
            () ->
                numbers
                    .zipPartitions(data.parallelize(List.of("a"), 1), (left, right) -> left)
                    .collect())
        .hasMessageContaining("unequal numbers of partitions: 3 and 1");
  }

  @Test
  void splitsByChanceSoThatEachRecordIsInOnePart() {
    var parts = thousand.randomSplit(new double[] {3, 1}, 42);

    var left = parts[0].collect();
    var right = parts[1].collect();
    assertThat(left.size()).isBetween(650, 850);
    var all = new ArrayList<>(left);
    all.addAll(right);
    assertThat(all).containsExactlyInAnyOrderElementsOf(thousand.collect());
    // A part in a plan with other data is the same part.
    assertThat(numbers.filter(n -> false).union(parts[1]).collect())
        .containsExactlyInAnyOrderElementsOf(right);
    assertThatThrownBy(() -> thousand.randomSplit(new double[] {0}))
        .hasMessageContaining("must have a positive sum");
  }

  @Test
  void takesSamplesOfAnExactSize() {
    var sample = thousand.takeSample(false, 50, 7);

    assertThat(sample).hasSize(50).doesNotHaveDuplicates().isSubsetOf(thousand.collect());
    assertThat(thousand.takeSample(false, 50, 7)).isEqualTo(sample);
    assertThat(thousand.takeSample(false, 50, 8)).isNotEqualTo(sample);
    assertThat(numbers.takeSample(false, 10)).containsExactlyInAnyOrder(4, 1, 3, 2, 6, 5);
    assertThat(numbers.takeSample(true, 100)).hasSize(100).isSubsetOf(4, 1, 3, 2, 6, 5);
  }

  @Test
  void sortsRangesThatFollowEachOtherInTasksOfTheirOwn() {
    var mixed = thousand.map(n -> (n * 7_919) % 1_000).cache();

    var ascending = mixed.sortBy(n -> n, true, 4).glom().collect();
    assertThat(ascending).hasSize(4).allMatch(range -> range.size() > 150 && range.size() < 350);
    assertThat(ascending.stream().flatMap(List::stream))
        .containsExactlyElementsOf(thousand.collect());
    assertThat(mixed.keyBy(n -> -n).sortByKey(false, 3).values().collect())
        .containsExactlyElementsOf(thousand.collect());
    assertThat(numbers.map(n -> 1).sortBy(n -> n, true, 5).glom().collect())
        .hasSize(5)
        .contains(List.of(1, 1, 1, 1, 1, 1));
    assertThat(data.<Integer>emptyRDD().sortBy(n -> n, true, 2).collect()).isEmpty();
  }

  @Test
  void writesFilesThatAppearWhole(@TempDir Path directory) throws IOException {
    var path = directory.resolve("numbers").toString();
    numbers.saveAsTextFile(path);
    numbers.saveAsObjectFile(path + "-objects");

    assertThat(filesOf(path)).containsExactly("_SUCCESS", "part-00000", "part-00001", "part-00002");
    assertThat(Files.readAllLines(Path.of(path, "part-00000"))).containsExactly("4", "1");
    assertThat(data.<Integer>objectFile(path + "-objects").collect())
        .containsExactlyInAnyOrder(4, 1, 3, 2, 6, 5);
  }

  @Test
  void readsFilesAsAWhole(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("a"), "one\ntwo\n");
    try (var zipped = new GZIPOutputStream(Files.newOutputStream(directory.resolve("b.gz")))) {
      zipped.write("three".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(
            data.wholeTextFiles(directory.toString())
                .mapToPair(file -> Tuple2.of(nameOf(file._1()), file._2()))
                .collectAsMap())
        .isEqualTo(Map.of("a", "one\ntwo\n", "b.gz", "three"));
    assertThat(
            data.binaryFiles(directory.toString())
                .mapToPair(file -> Tuple2.of(nameOf(file._1()), file._2().length))
                .collectAsMap())
        .isEqualTo(Map.of("a", 8, "b.gz", 5));
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Test
  void showsNothingOfAnActionThatFails(@TempDir Path directory) {
    var path = directory.resolve("numbers").toString();

    assertThatThrownBy(() -> numbers.map(n -> 12 / (n - 6)).saveAsTextFile(path))
        .hasMessageContaining("by zero");
    assertThat(Path.of(path, "_SUCCESS")).doesNotExist();
    assertThat(Path.of(path, "part-00000")).doesNotExist();
  }

  private static List<String> filesOf(String path) throws IOException {
    try (var files = Files.list(Path.of(path))) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }

  private static Tuple2<Integer, Long> pair(int record, long position) {
    return Tuple2.of(record, position);
  }
}
