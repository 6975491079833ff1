package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A driver without an engine: the state is the list of the batches' inputs. It logs batches,
 * commits them, takes checkpoints and cleans, and checks on recovery that nothing is missing.
 */
final class SimulatedDriver {
  private static final String ROOT = "job/";
  static final int RETAINED = 2;
  private static final int EXECUTORS = 2;
  private static final int MOST_FAILURES = 1000;

  private final ObjectStore store;
  private final String name;
  private final Commits commits;
  private final CheckpointStore checkpoints;
  private LongFunction<List<Long>> truth = sequence -> List.of();

  private @Nullable LogWriter writer;
  private @Nullable CheckpointCleaner cleaner;
  private final List<Long> state = new ArrayList<>();
  private final SimulatedShards ranges = new SimulatedShards();
  private Map<Long, String> damaged = Map.of();
  private int objectsWritten;
  private long nextBatch;
  private long nextCheckpoint;
  private long sequenceOfLastBatch;

  /** What all drivers of a job together have released. */
  interface Commits {
    void committed(String driver, long epoch, long batch, List<Long> inputs);
  }

  SimulatedDriver(SimulatedStore store, String name, Commits commits) {
    this.store = store.seenBy(name);
    this.name = name;
    this.commits = commits;
    this.checkpoints = new CheckpointStore(this.store, ROOT);
  }

  /** Runs until a number of batches is committed, or it is fenced or dies. */
  void run(long batches) {
    recover();
    while (nextBatch <= batches) {
      BatchComposition batch = compose(nextBatch);
      sequenceOfLastBatch = append(new LogRecord.Batches(List.of(batch)));
      apply(batch);
      append(new LogRecord.Commit(nextBatch, nextBatch, Map.of()));
      commits.committed(name, writer().epoch(), nextBatch, inputsOf(batch));
      nextBatch++;
      if (nextBatch % 3 == 0) {
        checkpoint();
      }
    }
  }

  private void recover() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    LogClaim.Claimed claimed =
        again(() -> new LogClaim(store, ROOT, Runnable::run, damaged).claim(1, name, clock));
    writer = claimed.writer();
    RecoveryPlan plan = Recovery.plan(claimed.contents());
    state.clear();
    ranges.clear();
    plan.checkpoint()
        .map(manifest -> requireNonNull(manifest.state().get("count")))
        .ifPresent(count -> state.addAll(ranges.restore(count, this::content)));
    plan.replay().forEach(this::apply);
    assertThat(state)
        .as("state of %s after recovery", name)
        .isEqualTo(truth.apply(writer().nextSequence()));
    assertThat(plan.nextBatchIndex()).isEqualTo(state.size() + 1L);
    nextBatch = plan.nextBatchIndex();
    nextCheckpoint = plan.nextCheckpointId();
    sequenceOfLastBatch = plan.checkpoint().map(Manifest::logSequence).orElse(0L);
    cleaner =
        again(
            () ->
                new CheckpointCleaner(
                    store,
                    ROOT,
                    claimed.contents(),
                    use -> use.apply(new LogReader(store, ROOT, Runnable::run))));
    if (plan.lastCommitted() < nextBatch - 1) {
      long from = plan.lastCommitted() + 1;
      append(new LogRecord.Commit(from, nextBatch - 1, Map.of()));
      for (long batch = from; batch < nextBatch; batch++) {
        commits.committed(name, writer().epoch(), batch, List.of(state.get((int) batch - 1)));
      }
    }
  }

  /**
   * Two executors write what changed in their shards, all of a shard now and then. One of them may
   * fail, so that the number is given up and the other's object waits for the next checkpoint.
   */
  private void checkpoint() {
    for (int executor = 0; executor < EXECUTORS; executor++) {
      if (executor > 0 && nextCheckpoint % 4 == 3) {
        nextCheckpoint++;
        return;
      }
      ranges.writeChanges(executor, (object, content) -> put(object, content), this::object);
    }
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            nextCheckpoint,
            "uid",
            writer().epoch(),
            nextBatch - 1,
            0,
            0,
            100,
            SimulatedShards.SHARDS,
            1,
            Map.of("source", new SourceProgress.Queue(state.size())),
            Map.of("count", new OperatorState("list", ranges.all())),
            List.of(),
            Map.of(),
            sequenceOfLastBatch,
            0);
    Manifest written = again(() -> checkpoints.write(manifest));
    append(new LogRecord.CheckpointTaken(written.id(), written.key(), written.batchIndex()));
    CheckpointCleaner ours = requireNonNull(cleaner);
    ours.completed(written);
    again(() -> ours.clean(RETAINED));
    nextCheckpoint = written.id() + 1;
  }

  private String object(int executor) {
    return "checkpoints/%020d/state-%s-%d-%d-%d"
        .formatted(nextCheckpoint, name, executor, writer().epoch(), objectsWritten++);
  }

  private void put(String object, byte[] content) {
    again(
        () -> {
          store.put(ROOT + object, content);
          return true;
        });
  }

  private byte[] getOrFence(ShardRange range) {
    try {
      return store.getRange(ROOT + range.object(), range.offset(), (int) range.length());
    } catch (ObjectNotFoundException e) {
      writer().requireCurrent();
      throw e;
    }
  }

  /** A batch takes what no batch before it took; which driver cuts it shows in the input. */
  private BatchComposition compose(long index) {
    long input = index * 1000 + writer().epoch();
    return new BatchComposition(
        index, index * 100, Map.of("source", new SourceInput.Queue(List.of(input))));
  }

  private byte[] content(ShardRange range) {
    return again(() -> getOrFence(range));
  }

  private void apply(BatchComposition batch) {
    state.addAll(inputsOf(batch));
    ranges.add(inputsOf(batch));
  }

  static List<Long> inputsOf(BatchComposition batch) {
    return batch.inputs().get("source") instanceof SourceInput.Queue queue
        ? queue.indices()
        : List.of();
  }

  /** Sets what a recovery must find: the inputs of all batches in the log below a sequence. */
  SimulatedDriver mustFind(LongFunction<List<Long>> inputs) {
    truth = inputs;
    return this;
  }

  /** Has checkpoints passed over, as if their state were damaged. */
  SimulatedDriver passOver(Map<Long, String> checkpoints) {
    damaged = checkpoints;
    return this;
  }

  /** Recovers and looks at what it has found, without a batch of its own. */
  SimulatedDriver recovered() {
    recover();
    return this;
  }

  private long append(LogRecord record) {
    return again(() -> writer().write(List.of(record)));
  }

  private LogWriter writer() {
    return requireNonNull(writer, "not recovered");
  }

  private static <T> T again(Supplier<T> call) {
    Optional<StoreException> last = Optional.empty();
    for (int i = 0; i < MOST_FAILURES; i++) {
      try {
        return call.get();
      } catch (StoreException e) {
        if (!e.failure().retriable()) {
          throw e;
        }
        last = Optional.of(e);
      }
    }
    throw last.orElseThrow();
  }
}
