package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import dev.sluice.worker.storage.StoreProbe;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * The commit log of a job, as its driver holds it: an endless sequence of small objects, each
 * created only if absent, so that a driver that was replaced cannot append.
 *
 * <p>Thread-safe. Records become durable in the order of the calls; those that arrive while an
 * object is being written, or that have time to wait for another, share the next one. A store that
 * does not answer is tried again for ever, with growing pauses; meanwhile records gather up to the
 * capacity.
 *
 * @see <a href="docs/adr/0002-commit-log-and-fencing.md">ADR 2</a>
 */
public final class CommitLog implements RecordLog, AutoCloseable {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final LogWriter writer;
  private final long epoch;
  private final Thread thread;
  private final CompletableFuture<RuntimeException> end = new CompletableFuture<>();
  private final PendingRecords pending = new PendingRecords();

  CommitLog(LogWriter writer, long epoch) {
    this.writer = writer;
    this.epoch = epoch;
    this.thread = new Thread(this::run, "commit-log");
    thread.setDaemon(true);
  }

  /** Loads what a record is written with, so that the claim of a log need not; may be left out. */
  public static void prepare() {
    var record = new LogRecord.Commit(1, 1, Map.of());
    LogText.encode(
        new LogObject(CheckpointJson.LOG_FORMAT, 1, new WriterId(1, ""), List.of(record)));
  }

  /**
   * Takes over the log of a job: from its return on no older driver can append. Blocks for as long
   * as it takes to read the log since the newest checkpoint.
   *
   * @param store where the job is
   * @param root what the keys of the job start with; empty, or ending with a slash
   * @param minEpoch least epoch to take; the next one after the log's last if that is higher
   * @param clock for the time in the record
   * @param damaged checkpoints that must be passed over though their manifests can be read, and why
   * @throws StoreException if the store fails; safe to repeat, at the price of an unused epoch
   * @throws DamagedObjectException if an object that is needed is missing or damaged
   * @throws NoReadableCheckpointException if there are checkpoints and none can be used
   */
  public static Claim claim(
      ObjectStore store, String root, long minEpoch, Clock clock, Map<Long, String> damaged) {
    CheckpointStore.requireRoot(root);
    return withReaders(
        readers -> {
          LogClaim.Claimed claimed =
              new LogClaim(store, root, readers, damaged)
                  .claim(minEpoch, UUID.randomUUID().toString(), clock);
          CommitLog log = new CommitLog(claimed.writer(), claimed.writer().epoch());
          log.thread.start();
          return new Claim(log, claimed.contents());
        });
  }

  /**
   * Reads what a claim would read now, and takes over nothing; empty if there is no log. A driver
   * that has the log may go on meanwhile, and delete what is being read.
   *
   * @throws DamagedObjectException if an object that is needed is missing or damaged
   */
  public static Optional<LogContents> peek(ObjectStore store, String root) {
    return withReaders(
        readers -> new LogClaim(store, CheckpointStore.requireRoot(root), readers).peek());
  }

  private static <T> T withReaders(Function<Executor, T> use) {
    ExecutorService readers =
        Executors.newFixedThreadPool(LogReader.READERS, LogReader::readerThread);
    try {
      return use.apply(readers);
    } finally {
      readers.shutdownNow();
    }
  }

  /** Takes over the log of a job of which no checkpoint is known to be damaged. */
  public static Claim claim(ObjectStore store, String root, long minEpoch, Clock clock) {
    return claim(store, root, minEpoch, clock, Map.of());
  }

  /**
   * Verifies that a store can hold a log: thoroughly if there is none yet, else by one object.
   *
   * @throws StoreException with one line that says the cause and the remedy
   */
  public static void probe(ObjectStore store, String root) {
    String first = CheckpointStore.requireRoot(root) + CheckpointKeys.log(0);
    byte[] content;
    try {
      content = store.get(first); // an EPOCH record, which stays for ever
    } catch (ObjectNotFoundException e) {
      StoreProbe.verify(store, root);
      return;
    }
    StoreProbe.verifyAgain(store, first, content);
  }

  /**
   * Checks that the log and what it needs of the checkpoints can be read, if there is a log. Takes
   * over nothing.
   *
   * @throws DamagedObjectException if an object that is needed is missing or damaged
   */
  public static void requireReadable(ObjectStore store, String root) {
    var unused = new LogClaim(store, CheckpointStore.requireRoot(root), Runnable::run).peek();
  }

  /** Returns the epoch that this driver claimed. */
  @Override
  public long epoch() {
    return epoch;
  }

  /**
   * Appends a record; never blocks.
   *
   * @return completes with the sequence of the object that holds the record once it is durable, on
   *     the log's own thread, in the order of the calls. Fails with {@link FencedException} if
   *     another driver took over, and with {@link StoreException} if the store refuses for good or
   *     the backlog is full ({@link StoreFailure#UNAVAILABLE}; hold back batches by {@link #health}
   *     before that)
   */
  @Override
  public CompletableFuture<Long> append(LogRecord record) {
    return append(record, Duration.ZERO);
  }

  /**
   * Appends a record that may wait for the next one, to share its object; else as {@link
   * #append(LogRecord)}.
   *
   * @param patience how long it may wait at the most
   */
  @Override
  public CompletableFuture<Long> append(LogRecord record, Duration patience) {
    return pending.add(record, patience);
  }

  /**
   * Looks whether another driver took over since; blocks for one request. Call it when something
   * that a checkpoint refers to is missing: a newer driver may have deleted it.
   *
   * @throws FencedException if so
   */
  public void requireCurrent() {
    writer.requireCurrent();
  }

  /** Returns how the log is doing. */
  @Override
  public LogHealth health() {
    return pending.health();
  }

  /**
   * Returns a future that completes when the log can take no more: with {@link FencedException},
   * with a {@link StoreException} that no repetition helps, or after {@link #close}.
   */
  @Override
  public CompletableFuture<RuntimeException> end() {
    return end;
  }

  /**
   * Ends the log; records that are not durable fail. Waits a few seconds for the call at hand. Wait
   * for the futures of {@link #append} before, to lose nothing.
   */
  @Override
  public void close() {
    pending.end(new IllegalStateException("the commit log was closed"));
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    List<PendingRecords.Pending> group = new ArrayList<>();
    while (pending.take(group)) {
      try {
        long sequence = writer.write(group.stream().map(PendingRecords.Pending::record).toList());
        pending.written();
        group.forEach(record -> record.done().complete(sequence));
        group.clear();
      } catch (StoreException e) {
        if (!e.failure().retriable() || !pending.pauseAfter(e)) {
          pending.end(e);
        }
      } catch (RuntimeException e) {
        pending.end(e);
      }
    }
    RuntimeException reason = pending.reason();
    group.forEach(record -> record.done().completeExceptionally(reason));
    pending.drain().forEach(record -> record.done().completeExceptionally(reason));
    end.complete(reason);
  }

  /** A log that was taken over, and what was in it. */
  public record Claim(CommitLog log, LogContents contents) {}
}
