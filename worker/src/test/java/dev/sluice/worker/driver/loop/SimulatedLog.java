package dev.sluice.worker.driver.loop;

import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.CheckpointStore;
import dev.sluice.worker.checkpoint.FencedException;
import dev.sluice.worker.checkpoint.LogContents;
import dev.sluice.worker.checkpoint.LogHealth;
import dev.sluice.worker.checkpoint.LogRecord;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.RecordLog;
import dev.sluice.worker.checkpoint.WriterId;
import dev.sluice.worker.storage.ObjectStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The log of a job in memory: a record an entry; the newest driver is the only one to append. */
final class SimulatedLog {
  private final Timeline time;
  private final ObjectStore store;
  private final List<LogRecord> durable = new ArrayList<>();
  private final long slowestMillis;
  private long epoch;

  SimulatedLog(Timeline time, ObjectStore store, long slowestMillis) {
    this.slowestMillis = slowestMillis;
    this.time = time;
    this.store = store;
  }

  /** What a claim gives. */
  record Claim(RecordLog log, LogContents contents) {}

  Claim claim() {
    var checkpoints = new CheckpointStore(store, "");
    Optional<Manifest> newest = Optional.empty();
    var last = 0L;
    var highest = 0L;
    for (var record : durable) {
      if (record instanceof LogRecord.CheckpointTaken taken) {
        last = taken.id();
      }
    }
    if (last > 0) {
      newest = Optional.of(checkpoints.read(last));
    }
    for (var id : checkpoints.list()) {
      highest = Math.max(highest, id);
    }
    var from = Math.toIntExact(newest.map(Manifest::logSequence).orElse(0L));
    var records = List.copyOf(durable.subList(from, durable.size()));
    durable.add(new LogRecord.Epoch(++epoch, time.millis()));
    return new Claim(
        new Appender(epoch), new LogContents(records, newest, List.of(), highest, durable.size()));
  }

  /** All batches that were ever logged, by index. */
  NavigableMap<Long, BatchComposition> batches() {
    var batches = new TreeMap<Long, BatchComposition>();
    for (var record : durable) {
      if (record instanceof LogRecord.Batches some) {
        some.batches().forEach(batch -> batches.put(batch.index(), batch));
      }
    }
    return batches;
  }

  long committed() {
    return durable.stream()
        .filter(LogRecord.Commit.class::isInstance)
        .mapToLong(record -> ((LogRecord.Commit) record).toBatch())
        .max()
        .orElse(0);
  }

  private final class Appender implements RecordLog {
    private final long own;
    private final Timeline.Link link = time.new Link(slowestMillis);
    private final CompletableFuture<RuntimeException> end = new CompletableFuture<>();
    private int pending;

    Appender(long own) {
      this.own = own;
    }

    @Override
    public long epoch() {
      return own;
    }

    @Override
    public CompletableFuture<Long> append(LogRecord record, Duration patience) {
      var done = new CompletableFuture<Long>();
      pending++;
      link.send(() -> write(record, done));
      return done;
    }

    private void write(LogRecord record, CompletableFuture<Long> done) {
      if (own < epoch) {
        var fenced =
            new FencedException(durable.size(), new WriterId(own, ""), new WriterId(epoch, ""));
        done.completeExceptionally(fenced);
        end.complete(fenced);
        return;
      }
      durable.add(record);
      long sequence = durable.size() - 1L;
      link.send(
          () -> {
            pending--;
            done.complete(sequence);
          });
    }

    @Override
    public LogHealth health() {
      return new LogHealth(pending, 10_000, 0, null);
    }

    @Override
    public CompletableFuture<RuntimeException> end() {
      return end;
    }
  }
}
