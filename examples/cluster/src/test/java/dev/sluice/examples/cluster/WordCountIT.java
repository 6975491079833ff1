package dev.sluice.examples.cluster;

import static dev.sluice.examples.cluster.WordCountCluster.EXAMPLE;
import static dev.sluice.examples.cluster.WordCountCluster.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.Progress;
import dev.sluice.crds.StreamingJob;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** The example, applied to a cluster of processes: exact counts, also when the driver is killed. */
class WordCountIT {
  private WordCountCluster example;

  @BeforeEach
  void start(TestInfo test) throws IOException {
    example = new WordCountCluster(test.getTestMethod().orElseThrow().getName(), 2000);
  }

  @AfterEach
  void stop() {
    example.close();
  }

  @Test
  void countsEveryWordOnceAndLeavesNothingBehindWhenDeleted() throws Exception {
    StreamingJob job = example.apply();

    within(Duration.ofMinutes(3))
        .untilAsserted(() -> assertThat(example.condition("Complete")).contains("True/Complete"));

    assertThat(example.counts()).isEqualTo(Recount.of(EXAMPLE.resolve("moby-dick.txt")));
    example.delete(job);
  }

  @Test
  void countsEveryWordOnceWhenTheDriverIsKilled() throws Exception {
    StreamingJob job = example.apply();
    within(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(example.status().checkpoint().lastCompleted()).isNotNull();
              assertThat(
                      Optional.ofNullable(example.status().progress()).map(Progress::totalRecords))
                  .hasValueSatisfying(records -> assertThat(records).isPositive());
            });

    Instant killed = Instant.now();
    assertThat(
            example
                .cluster()
                .kubelet()
                .process("wordcount-driver-1")
                .orElseThrow()
                .destroyForcibly())
        .isTrue();

    within(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(example.condition("Ready")).contains("True/Running");
              assertThat(example.status().driver().podName()).isEqualTo("wordcount-driver-2");
              assertThat(example.status().restore().epoch()).isEqualTo(2);
            });
    System.out.printf(
        "driver killed -> successor ready: %d ms%n",
        Duration.between(killed, Instant.now()).toMillis());
    assertThat(example.status().restore().resolved()).contains("checkpoint").isNotEqualTo("Empty");
    assertThat(example.cluster().pods("wordcount-executor"))
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactlyInAnyOrder("wordcount-executor-0-1", "wordcount-executor-1-2");
    within(Duration.ofMinutes(3))
        .untilAsserted(() -> assertThat(example.condition("Complete")).contains("True/Complete"));
    assertThat(example.counts()).isEqualTo(Recount.of(EXAMPLE.resolve("moby-dick.txt")));
    example.delete(job);
  }
}
