package dev.sluice.worker.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KillDemonstrationTest {
  private static final long KILLED_AT = 10_000;

  @Test
  void waitsForBatchesWithRecords() {
    var demonstration = new KillDemonstration(Role.DRIVER);

    assertThat(demonstration.isDue(status(1, 1, 5, 0, 1).records(0, 0).build())).isFalse();
    assertThat(demonstration.isDue(status(1, 1, 6, 0, 1).build())).isFalse();
    assertThat(demonstration.isDue(status(1, 1, 13, 0, 1).build())).isFalse();
    assertThat(demonstration.isDue(status(1, 1, 14, 0, 1).build())).isTrue();
  }

  @Test
  void aDriverHasRecoveredWithTheFirstBatchOfTheNextEpoch() {
    var demonstration = killed(Role.DRIVER);

    assertThat(demonstration.recovery(status(1, 1, 10, KILLED_AT + 1, 1).build())).isEmpty();
    assertThat(demonstration.recovery(status(2, 2, 0, 0, 1).build())).isEmpty();
    assertThat(demonstration.recovery(status(2, 2, 11, KILLED_AT + 800, 1).build())).hasValue(800);
    assertThat(demonstration.recovery(status(2, 2, 12, KILLED_AT + 900, 1).build())).isEmpty();
  }

  @Test
  void anExecutorHasRecoveredWithTheFirstBatchOfTheNextGeneration() {
    var demonstration = killed(Role.EXECUTOR);

    assertThat(demonstration.recovery(status(1, 1, 11, KILLED_AT + 5, 1).build())).isEmpty();
    assertThat(demonstration.recovery(status(1, 2, 12, KILLED_AT + 700, 1).build())).hasValue(700);
  }

  @Test
  void aReceiverHasRecoveredWithTheFirstRecordsOfItsSuccessor() {
    var demonstration = killed(Role.RECEIVER);

    assertThat(demonstration.recovery(status(1, 1, 11, KILLED_AT + 5, 1).build())).isEmpty();
    assertThat(demonstration.recovery(status(1, 1, 11, KILLED_AT + 5, 0).build())).isEmpty();
    assertThat(demonstration.recovery(status(1, 1, 12, KILLED_AT + 600, 1).build())).isEmpty();
    assertThat(demonstration.recovery(status(1, 1, 13, KILLED_AT + 700, 1).records(0, 900).build()))
        .isEmpty();
    assertThat(demonstration.recovery(status(1, 1, 14, KILLED_AT + 1_200, 1).build()))
        .hasValue(1_200);
  }

  private static KillDemonstration killed(Role role) {
    var demonstration = new KillDemonstration(role);
    demonstration.killed(status(1, 1, 10, KILLED_AT - 1, 1).build(), KILLED_AT);
    return demonstration;
  }

  private static StatusBuilder status(
      long epoch, long generation, long batch, long committedAt, int receivers) {
    return new StatusBuilder(epoch, generation, batch, committedAt, receivers);
  }

  private static final class StatusBuilder {
    private final long epoch;
    private final long generation;
    private final long batch;
    private final long committedAt;
    private final int receivers;
    private long records = 100;
    private long total = 1_000;

    StatusBuilder(long epoch, long generation, long batch, long committedAt, int receivers) {
      this.epoch = epoch;
      this.generation = generation;
      this.batch = batch;
      this.committedAt = committedAt;
      this.receivers = receivers;
    }

    StatusBuilder records(long inBatch, long inTotal) {
      records = inBatch;
      total = inTotal;
      return this;
    }

    JobStatus build() {
      return new JobStatus(
          "Running",
          epoch,
          generation,
          batch,
          committedAt,
          records,
          0,
          0,
          0,
          0,
          total,
          receivers,
          0,
          "");
    }
  }
}
