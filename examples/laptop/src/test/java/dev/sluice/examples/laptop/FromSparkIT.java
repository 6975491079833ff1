package dev.sluice.examples.laptop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs ported from Spark, for some seconds each. */
@Timeout(180)
class FromSparkIT {
  private static final Path COUNTS = Example.FROM_SPARK.file("target/recoverable-counts.txt");
  private static final Pattern BATCH = Pattern.compile("Counts at time (\\d+ ms) (.*)");
  private static final Pattern DROPPED = Pattern.compile("Dropped (\\d+) word");

  @TempDir private Path directory = Path.of("");

  @Test
  void networkWordCountCountsEachSecondOfText() throws Exception {
    var output = run("network-word-count", 14);

    assertThat(Printed.counts(output, Long::sum)).isEqualTo(Printed.expected(1));
  }

  @Test
  void statefulWordCountGoesOnFromTheInitialCounts() throws Exception {
    var output = run("stateful-word-count", 14);

    var expected = Printed.expected(1);
    expected.merge("hello", 1L, Long::sum);
    expected.merge("world", 1L, Long::sum);
    assertThat(Printed.counts(output, Long::max)).isEqualTo(expected);
  }

  @Test
  void windowedWordCountCountsEveryWordInThreeWindowsAndThenForgetsIt() throws Exception {
    var output = run("windowed-word-count", 20);

    assertThat(Printed.counts(output, Long::sum)).isEqualTo(Printed.expected(3));
    assertThat(Printed.counts(output, (before, after) -> after).values()).containsOnly(0L);
  }

  @Test
  void blacklistFilterDropsWhatIsOnTheListByBothWays() throws Exception {
    var output = run("blacklist-filter", 14);

    var expected = Printed.expected(2);
    assertThat(expected.remove("spam")).isPositive();
    assertThat(Printed.counts(output, Long::sum)).isEqualTo(expected);
  }

  @Test
  void recoverableWordCountCountsEveryWordOnceAlthoughTheDriverIsKilled() throws Exception {
    Files.deleteIfExists(COUNTS);

    var output = run("recoverable-word-count", 18, "--kill", "driver");

    var expected = Printed.expected(1);
    var dropped = expected.remove("a");
    assertThat(appended()).isEqualTo(expected);
    var counters = DROPPED.matcher(output).results().map(match -> match.group(1)).toList();
    assertThat(counters.get(counters.size() - 1)).isEqualTo(String.valueOf(dropped));
  }

  /** A batch whose output was repeated after the kill has its line twice; the file has no dedup. */
  private static Map<String, Long> appended() throws IOException {
    var batches = new TreeMap<String, String>();
    for (var line : Files.readAllLines(COUNTS)) {
      var batch = BATCH.matcher(line);
      assertThat(batch.matches()).describedAs(line).isTrue();
      var before = batches.put(batch.group(1), batch.group(2));
      if (before != null) {
        assertThat(Printed.counts(batch.group(2), Long::sum))
            .isEqualTo(Printed.counts(before, Long::sum));
      }
    }
    return Printed.counts(String.join(" ", batches.values()), Long::sum);
  }

  private String run(String program, int seconds, String... more) throws Exception {
    var arguments =
        new ArrayList<>(
            List.of(
                "run",
                program + "/streamingjob.yaml",
                "--state",
                directory.resolve("state").toString(),
                "--duration",
                String.valueOf(seconds)));
    arguments.addAll(List.of(more));
    var run = Example.FROM_SPARK.run(directory, arguments.toArray(String[]::new));
    assertThat(run.exitCode()).describedAs(run.output() + run.errors()).isZero();
    return run.output();
  }
}
