package dev.sluice.worker.driver.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.events.StreamingStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {
  private static final Path COMMITTED = Path.of("../docs/reference/job-metrics.md");
  private static final Pattern HELP = Pattern.compile("(?m)^# HELP (\\S+) (.*)$");

  @Test
  void referenceHasEveryMetricOfDriver() throws IOException {
    String generated = generate();
    if (Boolean.getBoolean("sluice.docs.refresh")) {
      Files.writeString(COMMITTED, generated);
    }

    assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
        .as(
            "%s is out of date; refresh it with: mvn test -pl worker -am"
                + " -Dtest=MetricsReferenceTest -Dsluice.docs.refresh=true",
            COMMITTED)
        .isEqualTo(generated);
  }

  private static String generate() {
    var status = withRateLimit(JobStatus.starting("clicks", 1));
    var scrape = new JobMetrics(() -> status, new StreamingStatistics()).scrape();
    Map<String, String> metrics = new TreeMap<>();
    HELP.matcher(scrape).results().forEach(row -> metrics.put(row.group(1), row.group(2)));
    var page =
        new StringBuilder(
            """
            # Metrics of a job

            Generated from the source. The driver serves them at `/metrics` of port 4040; all are gauges. `-1` stands for what is not known yet.

            | metric | what |
            |---|---|
            """);
    metrics.forEach((name, help) -> page.append("| `%s` | %s |\n".formatted(name, help)));
    return page.toString();
  }

  private static JobStatus withRateLimit(JobStatus status) {
    var receivers =
        new JobStatus.Receivers(
            1, 0, null, Map.of(0, 1_000.0), Map.of(0, new JobStatus.Lost(1, 10)));
    return new JobStatus(
        status.job(),
        status.epoch(),
        status.generation(),
        status.state(),
        status.restore(),
        status.batch(),
        status.progress(),
        status.executors(),
        receivers,
        status.load(),
        status.checkpoint(),
        status.failure());
  }
}
