package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.format.FileFormat;
import dev.sluice.format.FileFormats;
import dev.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that jobs write, in every format, read again by a data set of the next job. */
@Timeout(60)
class FileOutputTest {
  private static final String SCHEMA =
      """
      {"type": "record", "name": "Word", "fields": [
        {"name": "text", "type": "string"},
        {"name": "count", "type": ["null", "long"]},
        {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []}]}
      """;

  @TempDir private Path directory;

  private StreamingContext context = newContext();

  record Word(String text, long count, Instant at) {}

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void writesJsonThatAClassReadsAgain() throws IOException {
    var words = List.of(new Word("a", 1, Instant.EPOCH), new Word("é\n", 2, Instant.EPOCH));

    assertThat(roundTrip(words, FileFormats.json(Word.class)))
        .containsExactlyInAnyOrderElementsOf(words);
    assertThat(lines(".json"))
        .contains("{\"text\":\"a\",\"count\":1,\"at\":\"1970-01-01T00:00:00Z\"}");
  }

  @Test
  void writesCsvWithAHeaderInEveryFile() throws IOException {
    List<Map<String, String>> rows =
        List.of(Map.of("word", "a, b", "n", "1"), Map.of("word", "\"c\"", "n", ""));

    assertThat(roundTrip(rows, FileFormats.csv("word", "n")))
        .containsExactlyInAnyOrderElementsOf(rows);
    assertThat(lines(".csv")).contains("word,n", "\"a, b\",1");
  }

  @Test
  void writesAvro() throws IOException {
    List<Map<String, Object>> words =
        List.of(
            Map.of("text", "a", "count", 1L, "tags", List.of("x", "y")),
            Map.of("text", "b", "count", 2L, "tags", List.of()));

    assertThat(roundTrip(words, FileFormats.avro(SCHEMA)))
        .containsExactlyInAnyOrderElementsOf(words);
  }

  @Test
  void writesObjectsOfAnyClass() throws IOException {
    var words = new ArrayList<Word>();
    for (var number = 0; number < 2_500; number++) {
      words.add(new Word("word " + number, number, Instant.EPOCH));
    }

    assertThat(Set.copyOf(roundTrip(words, FileFormats.<Word>objects())))
        .isEqualTo(new HashSet<>(words));
  }

  @Test
  void writesALargeFileWhole() throws IOException {
    var line = "x".repeat(1 << 20);

    var read =
        roundTrip(
            List.of(line, line, line, line, line, line, line, line, line, line),
            FileFormats.text());

    assertThat(read).hasSize(10).containsOnly(line);
  }

  @Test
  void completesEveryBatchThatItHasBegunWhenItIsStoppedGracefully() throws IOException {
    context.stop();
    context = newContext(Duration.ofMillis(2));
    context.checkpoint(directory.resolve("checkpoint").toString());
    context
        .generatedStream(time -> List.of(time.milliseconds()), 2)
        .saveAsTextFiles(directory.resolve("out").toString(), "d");
    context.start();
    await().until(() -> directories().size() > 5);

    context.stop(true, true);

    try (var begun = Files.list(directory)) {
      assertThat(begun.filter(each -> each.getFileName().toString().startsWith("out")))
          .containsExactlyInAnyOrderElementsOf(directories());
    }
  }

  @Test
  void saysAtTheStartWhatIsWrongWithAnOutput() throws IOException {
    var file = Files.writeString(directory.resolve("file"), "");
    assertThatThrownBy(() -> startWith(file + "/out", FileFormats.text()))
        .hasMessageMatching(
            "saveAsFiles at FileOutputTest.java:\\d+: cannot write below .*: .*file is no directory"
                + " that this user may write to");
    assertThatThrownBy(() -> startWith("/tmp/out", FileFormats.named("cvs", Map.of())))
        .hasMessageContaining("there is no file format 'cvs'; known are avro, csv, json, objects");
    assertThatThrownBy(() -> startWith("/tmp/out", FileFormats.named("csv", Map.of("sep", ";"))))
        .hasMessageContaining("the file format csv has no option 'sep'; it has columns");
    assertThatThrownBy(() -> startWith("ftp://host/out", FileFormats.text()))
        .hasMessageContaining("has the scheme 'ftp', which is not supported");
  }

  private void startWith(String prefix, FileFormat<String> format) {
    var failing = newContext();
    failing.queueStream(new ConcurrentLinkedQueue<List<String>>()).saveAsFiles(prefix, "", format);
    failing.start();
  }

  private <T> List<T> roundTrip(List<T> records, FileFormat<T> format) throws IOException {
    Queue<List<T>> queue = new ConcurrentLinkedQueue<>();
    queue.add(records);
    context.queueStream(queue).saveAsFiles(directory.resolve("out").toString(), "d", format);
    context.start();
    await().until(() -> directories().size() > 1);
    context.stop();
    var first = directories().get(0);
    context = newContext();
    var read = new ConcurrentLinkedQueue<List<T>>();
    var path = first.toString();
    context
        .queueStream(new ConcurrentLinkedQueue<List<String>>())
        .foreachRDD(
            rdd -> {
              read.add(rdd.context().files(path, format).collect());
            });
    context.start();
    await().until(() -> !read.isEmpty());
    return read.remove();
  }

  /** The directories of complete batches, in order. */
  private List<Path> directories() throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.filter(entry -> Files.exists(entry.resolve("_SUCCESS"))).sorted().toList();
    }
  }

  private List<String> lines(String extension) throws IOException {
    var lines = new ArrayList<String>();
    try (var files = Files.list(directories().get(0))) {
      for (var file : files.filter(path -> path.toString().endsWith(extension)).toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private static StreamingContext newContext() {
    return newContext(Duration.ofMillis(100));
  }

  private static StreamingContext newContext(Duration interval) {
    return new StreamingContext(new SluiceConf().setMaster("local[2]"), interval);
  }
}
