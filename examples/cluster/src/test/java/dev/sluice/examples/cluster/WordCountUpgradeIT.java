package dev.sluice.examples.cluster;

import static dev.sluice.examples.cluster.WordCountCluster.EXAMPLE;
import static dev.sluice.examples.cluster.WordCountCluster.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJob;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example while its spec changes: exact counts, and hardly a pause. */
class WordCountUpgradeIT {
  private static final Duration LONGEST_GAP = Duration.ofSeconds(20);

  private WordCountCluster example;

  @BeforeEach
  void start() throws IOException {
    example = new WordCountCluster("upgrade", 300);
  }

  @AfterEach
  void stop() {
    example.close();
  }

  @Test
  void countsEveryWordOnceWhenTheDriverHandsOver() throws Exception {
    StreamingJob job = example.apply();
    within(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(example.status().checkpoint().lastCompleted()).isNotNull();
              assertThat(example.condition("Ready")).contains("True/Running");
            });

    try (var commits = new CommitTimes(example.cluster())) {
      example.change("{\"spec\":{\"restartNonce\":1}}"); // of class [D]
      within(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                assertThat(example.status().driver().podName())
                    .as(() -> "of " + example.status())
                    .isEqualTo("wordcount-driver-2");
                assertThat(example.condition("Ready")).contains("True/Running");
                assertThat(commits.last("wordcount-driver-2")).isPresent();
              });
      Duration gap = commits.between("wordcount-driver-1", "wordcount-driver-2");
      System.out.printf(
          "hand-over: last batch of the old driver %s, first of the new one %s, gap %d ms%n",
          commits.last("wordcount-driver-1").orElseThrow(),
          commits.first("wordcount-driver-2").orElseThrow(),
          gap.toMillis());
      assertThat(gap).as("the machine may be busy").isLessThan(LONGEST_GAP);
      // Statuses are sampled, so the old driver may have committed more than was seen of it.
      assertThat(commits.first("wordcount-driver-2").orElseThrow().index())
          .isGreaterThan(commits.last("wordcount-driver-1").orElseThrow().index());
    }
    assertThat(example.status().driver().restarts()).isZero();
    within(Duration.ofMinutes(4))
        .untilAsserted(() -> assertThat(example.condition("Complete")).contains("True/Complete"));
    assertThat(example.counts()).isEqualTo(Recount.of(EXAMPLE.resolve("moby-dick.txt")));
    example.delete(job);
  }
}
