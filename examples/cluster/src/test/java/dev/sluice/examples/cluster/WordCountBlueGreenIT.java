package dev.sluice.examples.cluster;

import static dev.sluice.examples.cluster.WordCountCluster.EXAMPLE;
import static dev.sluice.examples.cluster.WordCountCluster.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJob;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example while a new revision works beside the old one and takes its place. */
class WordCountBlueGreenIT {
  private static final String QUICK =
      "  upgrade: {stability: {minHealthySeconds: 1, minCompletedBatches: 2,"
          + " minCompletedCheckpoints: 1}}\n";

  private WordCountCluster example;

  /** The text takes minutes, so that it does not end before the test. */
  @BeforeEach
  void start() throws IOException {
    example = new WordCountCluster("blue-green", 100);
  }

  @AfterEach
  void stop() {
    example.close();
  }

  @Test
  void bothRevisionsWorkUntilTheNewOneIsTheJobAndItCountsEveryWordOnce() throws Exception {
    StreamingJob job = example.apply(QUICK);
    within(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(example.condition("Progressing")).contains("True/Stable"));

    try (var commits = new CommitTimes(example.cluster())) {
      example.change("{\"spec\":{\"restartNonce\":1,\"upgrade\":{\"mode\":\"BlueGreen\"}}}");
      within(Duration.ofMinutes(2))
          .untilAsserted(
              () -> {
                assertThat(example.status().driver().podName()).isEqualTo("wordcount-driver-2");
                assertThat(example.condition("Progressing")).contains("True/Stable");
                assertThat(example.cluster().kubelet().process("wordcount-driver-1")).isEmpty();
              });
      assertThat(commits.last("wordcount-driver-1").orElseThrow().timeMillis())
          .as("the old revision works while the new one proves itself")
          .isGreaterThan(commits.first("wordcount-driver-2").orElseThrow().timeMillis());
      long promoted = commits.last("wordcount-driver-2").orElseThrow().index();
      within(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(commits.last("wordcount-driver-2").orElseThrow().index())
                      .isGreaterThan(promoted));
    }
    assertThat(example.condition("Ready")).contains("True/Running");
    assertThat(example.status().driver().restarts()).isZero();
    String location = Objects.requireNonNull(example.status().checkpoint().location());
    assertThat(location).startsWith("s3://sluice/wordcount/revisions/");

    example.delete(job); // with a final checkpoint

    isExact(example.counts(location));
    isExact(example.counts());
  }

  /** Each revision has got as far as it was when it ended. */
  private static void isExact(String counts) throws IOException {
    long words = Recount.words(counts);
    assertThat(words).isPositive();
    assertThat(counts).isEqualTo(Recount.ofFirst(words, EXAMPLE.resolve("moby-dick.txt")));
  }
}
