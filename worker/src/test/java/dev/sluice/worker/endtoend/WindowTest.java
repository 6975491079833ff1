package dev.sluice.worker.endtoend;

import static dev.sluice.worker.endtoend.WindowJob.batches;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.StreamingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows of whole records, in jobs of this JVM. */
@Timeout(60)
class WindowTest {
  private static final List<List<Integer>> NUMBERS =
      List.of(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4), List.of(5));

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "2, 1, [[0] [0 1] [1 2] [2 3] [3 4] [4 5]]",
    "2, 2, [[0 1] [2 3] [4 5]]",
    "4, 2, [[0 1] [0 1 2 3] [2 3 4 5] [4 5]]",
    "2, 3, [[1 2] [4 5]]",
    "3, 2, [[0 1] [1 2 3] [3 4 5] [5]]"
  })
  void givesTheBatchesOfEachWindow(int window, int slide, String expected) {
    var results = expected.split("] ").length;

    assertThat(sorted(results, stream -> stream.window(batches(window), batches(slide))))
        .hasToString(expected.replace("] [", "], [").replaceAll("(\\d) (?=\\d)", "$1, "));
  }

  @Test
  void slidesAWindowOfAWindowAsTheInnerOneDoes() {
    assertThat(sorted(3, stream -> stream.window(batches(2), batches(2)).window(batches(4))))
        .containsExactly(List.of(0, 1), List.of(0, 1, 2, 3), List.of(2, 3, 4, 5));
  }

  @Test
  void unitesWindowsOfTheSameSlide() {
    assertThat(
            sorted(
                2,
                stream ->
                    stream
                        .window(batches(2), batches(2))
                        .union(stream.map(n -> n + 10).window(batches(4), batches(2)))))
        .containsExactly(List.of(0, 1, 10, 11), List.of(2, 3, 10, 11, 12, 13));
  }

  @Test
  void countsOncePerSlide() {
    assertThat(
            WindowJob.run(
                directory, NUMBERS, 4, stream -> stream.window(batches(4), batches(2)).count()))
        .containsExactly(List.of(2L), List.of(4L), List.of(4L), List.of(2L));
  }

  @Test
  void refusesToUniteStreamsOfDifferentSlides() {
    var stream = source();

    assertThatThrownBy(() -> stream.union(stream.window(batches(2), batches(2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "union needs streams with the same slide duration, but one slides by 20 ms and the other by 40 ms: give the first one a window with the other's slide");
  }

  @ParameterizedTest
  @CsvSource({
    "50, 40, window, 80",
    "0, 40, window, 40",
    "80, 60, slide, 80",
    "80, -40, slide, 40",
  })
  void refusesDurationsThatAreNoMultipleOfTheParentsSlide(
      int window, int slide, String wrong, int better) {
    var parent = source().window(batches(2), batches(2));

    assertThatThrownBy(() -> parent.window(Duration.ofMillis(window), Duration.ofMillis(slide)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("window: the " + wrong + " duration")
        .hasMessageContaining(
            "must be a multiple of the slide duration of the parent stream (40 ms): use %d ms"
                .formatted(better));
  }

  private List<List<Integer>> sorted(
      int results, Function<DStream<Integer>, DStream<Integer>> job) {
    return WindowJob.run(directory, NUMBERS, results, job).stream()
        .map(batch -> batch.stream().sorted().toList())
        .toList();
  }

  private static DStream<Integer> source() {
    return new StreamingContext(new SluiceConf().setMaster("local[1]"), WindowJob.BATCH)
        .queueStream(WindowJob.queue(NUMBERS));
  }
}
