package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.SluiceConf;
import dev.sluice.Tuple2;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.worker.checkpoint.CheckpointCatalog;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.storage.FileObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a user sees of the checkpoints that a job has left. */
@Timeout(60)
class CheckpointCommandTest {
  private static final int KEYS = 500;

  /** What a job left; each test works on a copy. */
  @TempDir private static Path left;

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  record Visits(long count, String last) {}

  @BeforeAll
  static void runAJob() {
    var context =
        new StreamingContext(
            new SluiceConf()
                .setMaster("local[2]")
                .setAppName("visits")
                .set("checkpoint.periodSeconds", "1"),
            Duration.ofMillis(50));
    context.checkpoint(left.toString());
    context
        .generatedStream(time -> IntStream.range(0, KEYS).mapToObj(n -> "key" + n).toList(), 2)
        .mapToPair(key -> Tuple2.of(key, 1L))
        .<Visits>updateStateByKey(
            (added, before) ->
                Optional.of(new Visits(before.map(Visits::count).orElse(0L) + 1, "now")))
        .uid("visits")
        .foreachRDD(rdd -> rdd.count());
    context.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> checkpoints(left).size() >= 3);
    context.stop();
  }

  @BeforeEach
  void copy() throws IOException {
    try (var files = Files.walk(left)) {
      for (var file : files.toList()) {
        if (!file.equals(left)) {
          Files.copy(file, directory.resolve(left.relativize(file)));
        }
      }
    }
  }

  private static List<Manifest> checkpoints(Path directory) {
    try (var store = new FileObjectStore(directory)) {
      return CheckpointCatalog.read(store).checkpoints().stream()
          .flatMap(entry -> entry.manifest().stream())
          .toList();
    }
  }

  private int run(String... args) {
    out.reset();
    errors.reset();
    return new CommandLine(new CheckpointCommand(out))
        .setExecutionExceptionHandler(
            (failure, command, parsed) ->
                Failure.of(failure).report(new PrintStream(errors), false))
        .execute(args);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String error() {
    return errors.toString(StandardCharsets.UTF_8);
  }

  private Manifest newest() {
    var all = checkpoints(directory);
    return all.get(all.size() - 1);
  }

  private Path stateObject(Manifest manifest) {
    return directory.resolve(
        manifest.objects().stream()
            .filter(key -> key.startsWith(manifest.key().replace("manifest.json", "")))
            .findFirst()
            .orElseThrow());
  }

  @Test
  void listsCheckpointsWithTimeBatchEpochBytesAndKeys() throws IOException {
    assertThat(run("ls", directory.toString())).isZero();

    var lines = printed().lines().toList();
    assertThat(lines.get(0))
        .containsSubsequence(
            "ID", "TAKEN", "BATCH", "EPOCH", "KEYS", "BYTES", "NEW BYTES", "OBJECTS", "STATUS");
    assertThat(lines).hasSize(checkpoints(directory).size() + 1);
    assertThat(lines.get(1)).containsPattern("^ *" + newest().id() + " ").endsWith("complete");
    assertThat(run("ls", "--json", directory.toString())).isZero();
    var row = new ObjectMapper().readTree(printed()).path("checkpoints").path(0);
    assertThat(row.path("id").asLong()).isEqualTo(newest().id());
    assertThat(row.path("keys").asLong()).isEqualTo(KEYS);
    assertThat(row.path("batchIndex").asLong()).isEqualTo(newest().batchIndex());
    assertThat(row.path("epoch").asLong()).isEqualTo(1);
    assertThat(row.path("bytes").asLong()).isGreaterThan(KEYS);
    assertThat(row.path("taken").asText()).endsWith("Z");
  }

  @Test
  void showsWhatACheckpointHoldsByUid() throws IOException {
    assertThat(run("show", directory.toString())).isZero();

    assertThat(printed())
        .contains("checkpoint  " + newest().id() + " (complete), format 3")
        .contains("a batch every 50 ms")
        .containsPattern("visits +keyed")
        .contains("sources")
        .contains("sinks with results to finish\n  none")
        .contains("records.total");
    assertThat(run("show", "--json", "--id", "1", directory.toString())).isZero();
    var json = new ObjectMapper().readTree(printed());
    assertThat(json.path("manifest").path("id").asLong()).isEqualTo(1);
    assertThat(json.path("manifest").path("state").path("visits").path("shards")).isNotEmpty();
    assertThat(run("show", "--id", "99", directory.toString())).isEqualTo(66);
    assertThat(error()).contains("there is no checkpoint 99: `sluice checkpoint ls` shows");
  }

  @Test
  void exportsAnOlderCheckpointWithoutTheClasses() {
    assertThat(run("export", "--id", "1", directory.toString())).isZero();

    assertThat(printed().lines()).hasSize(KEYS);
    assertThat(printed()).contains("Visits").contains("\tkey499\n");
  }

  @Test
  void findsNothingWrongWithWhatAJobLeft() {
    assertThat(run("verify", directory.toString())).as(printed()).isZero();

    assertThat(printed())
        .contains("checkpoint " + newest().id() + ": intact,")
        .contains("log: intact");
  }

  @Test
  void namesTheObjectThatIsMissing() throws IOException {
    Files.delete(stateObject(newest()));

    assertThat(run("verify", directory.toString())).isEqualTo(1);
    assertThat(printed())
        .contains("checkpoint " + newest().id() + ": DAMAGED")
        .contains("it is missing")
        .contains("checkpoint 1: intact");
  }

  @Test
  void namesTheBytesThatAreDamaged() throws IOException {
    var object = stateObject(newest());
    var content = Files.readAllBytes(object);
    content[content.length / 2] ^= 1;
    Files.write(object, content);

    assertThat(run("verify", "--json", directory.toString())).isEqualTo(1);
    var json = new ObjectMapper().readTree(printed());
    assertThat(json.path("intact").asBoolean()).isFalse();
    assertThat(json.path("restorable").asBoolean()).isTrue();
    assertThat(json.path("checkpoints").path(0).path("problems").path(0).asText())
        .contains("the checksum does not match its bytes");
  }

  @Test
  void namesAnObjectThatWasCutShort() throws IOException {
    var object = stateObject(newest());
    var content = Files.readAllBytes(object);
    Files.write(object, Arrays.copyOf(content, content.length - 1));

    assertThat(run("verify", directory.toString())).isEqualTo(1);
    assertThat(printed()).contains("the object ends before that");
  }

  @Test
  void namesAGapInTheLogAndAManifestThatIsNoJson() throws IOException {
    var newest = newest();
    var gap = "log/%020d".formatted(newest.logSequence());
    Files.delete(directory.resolve(gap));
    Files.writeString(directory.resolve(newest.key()), "{\"format\":2,");

    assertThat(run("verify", directory.toString())).isEqualTo(1);
    assertThat(printed())
        .contains("log: DAMAGED")
        .contains(gap + ": it is missing")
        .contains("manifest.json: ");
    assertThat(run("ls", directory.toString())).isZero();
    assertThat(printed()).contains("damaged: checkpoints/");
  }

  @Test
  void failsWithTheCodeForNoRestorePointWhenNothingIsIntact() throws IOException {
    for (var manifest : checkpoints(directory)) {
      Files.writeString(directory.resolve(manifest.key()), "");
    }

    assertThat(run("verify", directory.toString())).isEqualTo(66);
    assertThat(error()).startsWith("error: no checkpoint can be restored");
    assertThat(run("show", directory.toString())).isEqualTo(66);
    assertThat(run("ls", directory.resolve("nowhere").toString())).isEqualTo(65);
    assertThat(error()).contains("nowhere is not a directory");
  }
}
