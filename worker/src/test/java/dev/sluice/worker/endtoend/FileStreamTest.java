package dev.sluice.worker.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.format.FileFormats;
import dev.sluice.format.FileSplit;
import dev.sluice.format.InputFormat;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.StreamingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** File streams over directories of this machine, through the API that a job author uses. */
@Timeout(60)
class FileStreamTest {
  @TempDir private Path directory;

  private final Queue<String> records = new ConcurrentLinkedQueue<>();
  private Path input = Path.of("in");
  private StreamingContext context = newContext();

  @BeforeEach
  void makeDirectory() throws IOException {
    input = Files.createDirectory(directory.resolve("in"));
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void readsEachFileThatIsRenamedIntoTheDirectoryOnce() throws IOException {
    appear("old.txt", "old\n");
    touch(input.resolve("old.txt"), Instant.now().minusSeconds(5));
    collect(context.textFileStream(input.toString()));

    context.start();
    appear("a.txt", "one\ntwo\n");
    appear(".hidden", "hidden\n");
    awaitRecords("one", "two");
    appear("b.txt", "three");

    awaitRecords("one", "two", "three");
  }

  @Test
  void takesAFileUriAndFilesOfAllDirectoriesThatMatch() throws IOException {
    Files.createDirectories(input.resolve("2026-01/deeper"));
    Files.createDirectories(input.resolve("2026-02"));
    Files.createDirectories(input.resolve("other"));
    collect(context.textFileStream(input.toUri() + "2026-{01,02}"));

    context.start();
    appear("2026-01/a", "one\n");
    appear("2026-01/deeper/b", "too deep\n");
    appear("2026-02/c", "two\n");
    appear("other/d", "no\n");

    awaitRecords("one", "two");
  }

  @Test
  void takesWhatIsThereWhenTheProgramWantsOldFilesAndThoseThatItsFilterAccepts()
      throws IOException {
    appear("a.log", "one\n");
    appear("b.txt", "two\n");
    touch(input.resolve("a.log"), Instant.now().minus(Duration.ofDays(3)));
    collect(
        context.fileStream(
            input.toString(), FileFormats.text(), path -> path.endsWith(".log"), false));

    context.start();

    awaitRecords("one");
    appear("c.log", "three\n");
    awaitRecords("one", "three");
  }

  @Test
  void leavesOutAFileThatWasRenamedLaterThanFilesAreRemembered() throws IOException {
    collect(context.textFileStream(input.toString()));

    context.start();
    var late = Files.writeString(directory.resolve("late"), "late\n");
    touch(late, Instant.now().minusSeconds(61));
    Files.move(late, input.resolve("late"));
    appear("a", "in time\n");

    awaitRecords("in time");
  }

  @Test
  void readsBinaryRecordsAndCutsLargeFiles() throws IOException {
    context = newContext(conf -> conf.set("files.maxPartitionBytes", "10"));
    context
        .binaryRecordsStream(input.toString(), 4)
        .mapPartitions(
            part -> {
              var parts = new ArrayList<String>();
              part.forEachRemaining(record -> parts.add(new String(record, UTF_8)));
              return List.of(String.join("+", parts)).iterator();
            })
        .foreachRDD(
            rdd -> {
              records.addAll(rdd.collect());
            });

    context.start();
    appear("a", "aaaabbbbccccdddd");

    awaitRecords("aaaa+bbbb", "cccc+dddd");
  }

  @Test
  void readsAFormatOfTheProgram() throws IOException {
    collect(context.fileStream(input.toString(), new WholeFiles()));

    context.start();
    appear("a", "one\ntwo\n");

    awaitRecords("a has 8 bytes");
  }

  @Test
  void goesOnFromACheckpointWithoutLosingOrRepeatingAFile() throws IOException {
    var checkpoint = directory.resolve("checkpoint").toString();
    context.checkpoint(checkpoint);
    collect(context.textFileStream(input.toString()));
    context.start();
    appear("a", "one\n");
    awaitRecords("one");
    context.stop();

    appear("b", "while nobody was there\n");
    context = newContext();
    context.checkpoint(checkpoint);
    collect(context.textFileStream(input.toString()));
    context.start();
    appear("c", "three\n");

    awaitRecords("one", "while nobody was there", "three");
  }

  @Test
  void saysAtTheStartWhatIsWrongWithADirectory() throws IOException {
    var file = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> start(streams -> streams.textFileStream(file.toString())))
        .hasMessageMatching(
            "(?s)textFileStream at FileStreamTest.java:\\d+: .*file is not a directory: name the directory that files appear in");
    assertThatThrownBy(() -> start(streams -> streams.textFileStream("hdfs://host/in")))
        .hasMessageContaining(
            "has the scheme 'hdfs', which is not supported: use a path, file:///DIRECTORY or s3://BUCKET/PREFIX");
    assertThatThrownBy(
            () -> start(streams -> streams.fileStream("/in", FileFormats.named("jsn", Map.of()))))
        .hasMessageContaining("there is no file format 'jsn'; known are");
    assertThatThrownBy(() -> context.binaryRecordsStream("/in", -1))
        .hasMessage("the record length must be a positive number of bytes: -1");
  }

  private void start(java.util.function.Function<StreamingContext, DStream<?>> stream) {
    var failing = newContext();
    stream.apply(failing).print();
    failing.start();
  }

  private static StreamingContext newContext() {
    return newContext(conf -> {});
  }

  private static StreamingContext newContext(Consumer<SluiceConf> more) {
    var conf = new SluiceConf().setMaster("local[2]");
    more.accept(conf);
    return new StreamingContext(conf, Duration.ofMillis(50));
  }

  private void collect(DStream<String> lines) {
    lines.foreachRDD(
        rdd -> {
          records.addAll(rdd.collect());
        });
  }

  private void awaitRecords(String... expected) {
    await().untilAsserted(() -> assertThat(records).containsExactlyInAnyOrder(expected));
    await()
        .during(Duration.ofMillis(150))
        .untilAsserted(() -> assertThat(records).containsExactlyInAnyOrder(expected));
  }

  private void appear(String name, String content) throws IOException {
    var hidden = Files.writeString(directory.resolve("hidden"), content);
    Files.move(hidden, input.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void touch(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private static final class WholeFiles implements InputFormat<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void read(FileSplit split, Consumer<? super String> target) throws IOException {
      try (var content = split.open(0)) {
        var length = content.readAllBytes().length;
        target.accept(Path.of(split.path()).getFileName() + " has " + length + " bytes");
      }
    }
  }

  @Test
  void countsAFileThatVanishesAsEmpty() throws IOException {
    var format = new Vanishing();
    collect(context.fileStream(input.toString(), format));

    context.start();
    appear("gone", "one\n");
    appear("there", "two\n");

    awaitRecords("two");
    assertThat(List.of(input.toFile().list())).containsExactly("there");
  }

  /** Deletes the file just before it is opened, as somebody else may do. */
  private static final class Vanishing implements InputFormat<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public void read(FileSplit split, Consumer<? super String> target) throws IOException {
      if (split.path().endsWith("gone")) {
        Files.delete(Path.of(split.path()));
      }
      FileFormats.text().read(split, target);
    }
  }
}
