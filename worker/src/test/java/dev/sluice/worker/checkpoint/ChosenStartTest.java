package dev.sluice.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenStartTest {
  private static final Clock CLOCK = Clock.systemUTC();
  private static final byte[] STATE = {1, 2, 3, 4};

  @TempDir Path directory;
  @TempDir Path elsewhere;
  private ObjectStore store;

  @BeforeEach
  void open() {
    store = ObjectStores.open(new FileLocation(directory));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void olderCheckpointBecomesTheNewestAndBatchesKeepCounting() throws Exception {
    runJob(store, 1, 7);
    var start = new ChosenStart(store, "uid", 1);

    var unused = start.apply(new StartingPoint.Checkpoint(store, 1), "uid", 5, CLOCK);

    RecoveryPlan plan = recover(9);
    Manifest found = plan.checkpoint().orElseThrow();
    assertThat(start.isDone()).isTrue();
    assertThat(found.id()).isEqualTo(3);
    assertThat(found.batchIndex()).isEqualTo(9);
    assertThat(found.accumulators()).containsEntry("of", "1");
    assertThat(plan.replay()).isEmpty();
    assertThat(plan.nextBatchIndex()).isEqualTo(10);
    assertThat(store.get(object(found))).isEqualTo(STATE);
    assertThat(object(found)).startsWith("checkpoints/00000000000000000003/state-");
  }

  @Test
  void emptyStartLeavesNeitherStateNorBatchesOfBefore() throws Exception {
    runJob(store, 1, 7);

    var unused =
        new ChosenStart(store, "uid", 1)
            .apply(new StartingPoint.Nothing(8, 4, 1_000), "uid", 5, CLOCK);

    RecoveryPlan plan = recover(9);
    Manifest found = plan.checkpoint().orElseThrow();
    assertThat(found.state()).isEmpty();
    assertThat(found.sources()).isEmpty();
    assertThat(found.shards()).isEqualTo(8);
    assertThat(plan.replay()).isEmpty();
    assertThat(plan.nextBatchIndex()).isEqualTo(10);
  }

  @Test
  void jobBeginsWithTheCheckpointOfAnotherOne() throws Exception {
    try (ObjectStore other = ObjectStores.open(new FileLocation(elsewhere))) {
      runJob(other, 1, 7);

      var unused =
          new ChosenStart(store, "new", 0)
              .apply(new StartingPoint.Checkpoint(other, 2), "new", 1, CLOCK);
    }

    Manifest found = recover(3).checkpoint().orElseThrow();
    assertThat(found.batchIndex()).isEqualTo(7);
    assertThat(found.jobUid()).isEqualTo("new");
    assertThat(store.get(object(found))).isEqualTo(STATE);
  }

  @Test
  void emptyStartAtAnEmptyLocationOnlyLeavesItsMark() {
    var start = new ChosenStart(store, "uid", 0);

    var unused = start.apply(new StartingPoint.Nothing(8, 4, 1_000), "uid", 1, CLOCK);

    assertThat(start.isDone()).isTrue();
    assertThat(recover(2).isEmpty()).isTrue();
    assertThat(new ChosenStart(store, "uid", 1).isDone()).isFalse();
    assertThat(new ChosenStart(store, "other", 0).isDone()).isFalse();
  }

  @Test
  void locksOutTheDriverOfBefore() throws Exception {
    CommitLog before = CommitLog.claim(store, "", 1, CLOCK).log();
    runBatches(before, 1, 3);

    var unused =
        new ChosenStart(store, "uid", 1)
            .apply(new StartingPoint.Nothing(8, 4, 1_000), "uid", 2, CLOCK);

    assertThatThrownBy(() -> runBatches(before, 4, 5)).hasCauseInstanceOf(FencedException.class);
    before.close();
  }

  @Test
  void missingCheckpointChangesNothing() throws Exception {
    runJob(store, 1, 7);
    var start = new ChosenStart(store, "uid", 1);

    assertThatThrownBy(() -> start.apply(new StartingPoint.Checkpoint(store, 99), "uid", 5, CLOCK))
        .isInstanceOf(ObjectNotFoundException.class);

    assertThat(start.isDone()).isFalse();
    assertThat(recover(9).checkpoint().orElseThrow().id()).isEqualTo(2);
  }

  private RecoveryPlan recover(long epoch) {
    CommitLog.Claim claim = CommitLog.claim(store, "", epoch, CLOCK);
    claim.log().close();
    return Recovery.plan(claim.contents());
  }

  /** Leaves checkpoints 1 and 2 after two batches and a log with two batches more. */
  private static void runJob(ObjectStore store, long first, long second) throws Exception {
    try (CommitLog log = CommitLog.claim(store, "", 1, CLOCK).log()) {
      store.put("checkpoints/00000000000000000001/state-a", STATE);
      runBatches(log, 1, first);
      checkpoint(store, log, 1, first);
      runBatches(log, first + 1, second);
      checkpoint(store, log, 2, second);
      runBatches(log, second + 1, second + 2);
    }
  }

  private static void runBatches(CommitLog log, long from, long to) throws Exception {
    for (long index = from; index <= to; index++) {
      var batch = new BatchComposition(index, index * 1_000, Map.of());
      log.append(new LogRecord.Batches(List.of(batch))).get(10, TimeUnit.SECONDS);
    }
  }

  private static void checkpoint(ObjectStore store, CommitLog log, long id, long batch)
      throws Exception {
    var range = new ShardRange(0, "checkpoints/00000000000000000001/state-a", 0, 4, 1);
    Manifest written =
        new CheckpointStore(store, "")
            .write(
                new Manifest(
                    Manifest.FORMAT,
                    id,
                    "uid",
                    1,
                    batch,
                    batch * 1_000,
                    0,
                    1_000,
                    1,
                    1,
                    Map.of(),
                    Map.of("counts", new OperatorState("long", List.of(range))),
                    List.of(),
                    Map.of("of", Long.toString(id)),
                    0,
                    5));
    log.append(new LogRecord.CheckpointTaken(written.id(), written.key(), batch))
        .get(10, TimeUnit.SECONDS);
  }

  private static String object(Manifest manifest) {
    return manifest.state().values().iterator().next().shards().get(0).object();
  }
}
