package dev.sluice.testkit.sink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.launch.LocalPorts;
import dev.sluice.worker.security.JobAuthority;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job of real processes that are killed as {@code kill -9} does, at random moments; a ledger says
 * what must be in its outputs. {@code -Dsluice.kills=200 -Dsluice.killSeed=7} make it a long run of
 * another course.
 */
@Timeout(3600)
class KilledJobTest {
  private static final int KILLS = Integer.getInteger("sluice.kills", 5);
  private static final long SEED = Long.getLong("sluice.killSeed", 1);
  private static final int LINES_A_FILE = 40;
  private static final List<String> ROLES = List.of("driver", "executor-a", "executor-b");

  @TempDir private Path directory;

  private final Map<String, Process> processes = new HashMap<>();
  private final List<String> ledger = new ArrayList<>();
  private final Random random = new Random(SEED);
  private Postgres database;
  private int port;
  private int starts;

  @BeforeEach
  void prepare() throws Exception {
    database = Postgres.start();
    database.execute("CREATE TABLE direct (line TEXT)");
    try (var connection = database.connections().open()) {
      StagedTableSink.createTables(connection);
    }
    JobAuthority.create("ledger", Instant.now(), Duration.ofDays(1))
        .issue(directory.resolve("tls"));
    Files.createDirectories(directory.resolve("in"));
    Files.createDirectories(directory.resolve("out"));
    port = LocalPorts.choose(1).get(0);
  }

  @AfterEach
  void end() throws Exception {
    for (var process : processes.values()) {
      process.destroyForcibly().onExit().join();
    }
    database.close();
  }

  @Test
  void everyRecordIsThereOnceWhateverIsKilled() throws Exception {
    for (var role : ROLES) {
      start(role);
    }
    write();
    awaitOutput();

    for (var kill = 0; kill < KILLS; kill++) {
      var role = ROLES.get(random.nextInt(ROLES.size()));
      var victim = requireNonNull(processes.get(role));
      write();
      // The moment of the kill, and not a wait for anything.
      assertThat(victim.waitFor(100 + random.nextInt(900), TimeUnit.MILLISECONDS)).isFalse();
      write();
      victim.destroyForcibly().onExit().join();
      start(role);
    }

    awaitOutput();
    assertThat(files()).containsExactlyInAnyOrderElementsOf(ledger);
    assertThat(column("lines")).containsExactlyInAnyOrderElementsOf(ledger);
    assertThat(column("direct")).containsExactlyInAnyOrderElementsOf(ledger);
    var newest = newestBatch();
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(leftovers(newest)).as(this::logs).isEmpty());
  }

  private void awaitOutput() {
    await()
        .atMost(Duration.ofMinutes(4))
        .untilAsserted(
            () ->
                assertThat(List.of(files().size(), column("lines").size(), column("direct").size()))
                    .as(this::logs)
                    .allMatch(size -> size >= ledger.size()));
  }

  /** The end of what the processes say. */
  private String logs() {
    var text = new StringBuilder();
    for (var role : ROLES) {
      try {
        var lines = Files.readAllLines(directory.resolve(role + ".log"));
        text.append(role).append(":\n");
        lines.stream()
            .skip(Math.max(0, lines.size() - 40))
            .forEach(line -> text.append(line).append('\n'));
      } catch (IOException e) {
        text.append(role).append(" has said nothing\n");
      }
    }
    return text.toString();
  }

  /** Another file for the job, which appears whole. */
  private void write() throws IOException {
    var first = ledger.size();
    var lines =
        IntStream.range(first, first + LINES_A_FILE).mapToObj(id -> "record " + id).toList();
    var file = Files.write(directory.resolve("next"), lines);
    Files.move(file, directory.resolve("in").resolve("file-" + first));
    ledger.addAll(lines);
  }

  private void start(String role) throws IOException {
    starts++;
    var driver = role.equals("driver");
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            LedgerProcess.class.getName(),
            driver ? "driver" : "executor",
            driver ? Integer.toString(starts) : role + "-" + starts,
            Integer.toString(port),
            directory.toString(),
            database.url());
    var log = ProcessBuilder.Redirect.appendTo(new File(directory.toFile(), role + ".log"));
    processes.put(role, new ProcessBuilder(command).redirectOutput(log).redirectError(log).start());
  }

  /** What a reader finds in the directories of batches. */
  private List<String> files() throws IOException {
    var lines = new ArrayList<String>();
    for (var file : found("part-")) {
      if (!file.toString().contains("_temporary")) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private List<String> column(String table) throws Exception {
    return database.column("SELECT line FROM " + table);
  }

  /** What was prepared for batches until this one and is neither shown nor removed. */
  private List<String> leftovers(long newest) throws Exception {
    var leftovers =
        new ArrayList<>(
            database.column("SELECT batch || ' ' || attempt || ' ' || line FROM staged"));
    found("part-").stream()
        .filter(path -> path.toString().contains("_temporary") && batchOf(path) <= newest)
        .map(Path::toString)
        .forEach(leftovers::add);
    return leftovers;
  }

  /** The newest batch whose files are shown; later ones may be at work for as long as they like. */
  private long newestBatch() throws IOException {
    return found("part-").stream()
        .filter(path -> !path.toString().contains("_temporary"))
        .mapToLong(this::batchOf)
        .max()
        .orElseThrow();
  }

  private long batchOf(Path part) {
    var batch = directory.resolve("out").relativize(part).getName(0).toString();
    return Long.parseLong(batch.substring(batch.indexOf('-') + 1));
  }

  private List<Path> found(String name) throws IOException {
    try (var all = Files.walk(directory.resolve("out"))) {
      return all.filter(path -> String.valueOf(path.getFileName()).startsWith(name)).toList();
    } catch (UncheckedIOException e) {
      // A directory of staged files went while it was looked at.
      return found(name);
    }
  }
}
