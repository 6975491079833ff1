package dev.sluice.worker.checkpoint;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A driver without an engine: the state is the list of the batches' inputs. It logs batches,
 * commits them, takes checkpoints and cleans, and checks on recovery that nothing is missing.
 */
final class SimulatedDriver {
  private static final String ROOT = "job/";
  private static final int RETAINED = 2;
  private static final int MOST_FAILURES = 1000;

  private final ObjectStore store;
  private final String name;
  private final Commits commits;
  private final CheckpointStore checkpoints;
  private LongFunction<List<Long>> truth = sequence -> List.of();

  private @Nullable LogWriter writer;
  private @Nullable CheckpointCleaner cleaner;
  private final List<Long> state = new ArrayList<>();
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
        again(() -> new LogClaim(store, ROOT, Runnable::run).claim(1, name, clock));
    writer = claimed.writer();
    RecoveryPlan plan = Recovery.plan(claimed.contents());
    state.clear();
    plan.checkpoint().ifPresent(manifest -> state.addAll(read(manifest)));
    plan.replay().forEach(this::apply);
    assertThat(state)
        .as("state of %s after recovery", name)
        .isEqualTo(truth.apply(writer().nextSequence()));
    assertThat(plan.nextBatchIndex()).isEqualTo(state.size() + 1L);
    nextBatch = plan.nextBatchIndex();
    nextCheckpoint = plan.nextCheckpointId();
    sequenceOfLastBatch = plan.checkpoint().map(Manifest::logSequence).orElse(0L);
    cleaner = again(() -> new CheckpointCleaner(store, ROOT, claimed.contents()));
    if (plan.lastCommitted() < nextBatch - 1) {
      long from = plan.lastCommitted() + 1;
      append(new LogRecord.Commit(from, nextBatch - 1, Map.of()));
      for (long batch = from; batch < nextBatch; batch++) {
        commits.committed(name, writer().epoch(), batch, List.of(state.get((int) batch - 1)));
      }
    }
  }

  private void checkpoint() {
    String text = state.toString();
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    String object =
        "checkpoints/%020d/state-%s-%d".formatted(nextCheckpoint, name, writer().epoch());
    again(
        () -> {
          store.put(ROOT + object, content);
          return true;
        });
    ShardRange range = new ShardRange(0, object, 0, content.length, state.size());
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
            1,
            1,
            Map.of("source", new SourceProgress.Queue(state.size())),
            Map.of("count", new OperatorState("list", List.of(range))),
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

  private List<Long> read(Manifest manifest) {
    String object = requireNonNull(manifest.state().get("count")).shards().get(0).object();
    String text = new String(again(() -> getOrFence(object)), StandardCharsets.UTF_8);
    List<Long> values = new ArrayList<>();
    Matcher numbers = Pattern.compile("[0-9]+").matcher(text);
    while (numbers.find()) {
      values.add(Long.valueOf(numbers.group()));
    }
    return values;
  }

  private byte[] getOrFence(String object) {
    try {
      return store.get(ROOT + object);
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

  private void apply(BatchComposition batch) {
    state.addAll(inputsOf(batch));
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
