package dev.sluice.worker.driver.snapshot;

import dev.sluice.worker.checkpoint.BranchRemoval;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.Savepoints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes and deletes the snapshots that are asked for. A snapshot is a copy of the first checkpoint
 * of a batch that had not begun when it was asked for. Thread-safe: a watch asks, the event loop
 * tells of checkpoints, and copies are made by a thread of their own.
 */
public final class RequestedSnapshots implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RequestedSnapshots.class);
  private static final int MOST = 16;

  /** A request that was made; all fields are guarded by the snapshots. */
  private static final class Entry {
    private final SnapshotRequest request;
    private SnapshotReport report;
    private long firstBatch;
    private boolean copying;

    private Entry(SnapshotRequest request) {
      this.request = request;
      this.report = SnapshotReport.of(request.text(), "Running", "Waits for the next checkpoint.");
    }
  }

  private final Savepoints savepoints;
  private final BranchRemoval branches;
  private final ExecutorService copier;
  private final Consumer<LongConsumer> force;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int copies;
  private boolean closed;

  /**
   * Makes them.
   *
   * @param branches deletes what revisions have left that worked beside the job
   * @param copier runs what blocks on the store, one task after the other; is ended with this
   * @param force has a checkpoint taken soon and tells of which batch at the least
   */
  public RequestedSnapshots(
      Savepoints savepoints,
      BranchRemoval branches,
      ExecutorService copier,
      Consumer<LongConsumer> force) {
    this.savepoints = savepoints;
    this.branches = branches;
    this.copier = copier;
    this.force = force;
  }

  /** Takes what is wanted now; what was asked for before and is not any more is given up. */
  public synchronized void wanted(List<SnapshotRequest> requests) {
    var texts = requests.stream().map(SnapshotRequest::text).toList();
    entries.keySet().retainAll(texts);
    for (SnapshotRequest request : requests) {
      if (entries.size() < MOST && !entries.containsKey(request.text())) {
        LOG.info("asked to {}", request.text());
        var entry = new Entry(request);
        entries.put(request.text(), entry);
        submit(entry, () -> begin(entry));
      }
    }
  }

  /** How far each request has come. */
  public synchronized List<SnapshotReport> reports() {
    return entries.values().stream().map(entry -> entry.report).toList();
  }

  /** A checkpoint is complete. */
  public synchronized void completed(Manifest manifest) {
    for (Entry entry : entries.values()) {
      if (entry.firstBatch > 0
          && entry.firstBatch <= manifest.batchIndex()
          && !entry.copying
          && entry.report.state().equals("Running")) {
        entry.copying = true;
        entry.report =
            SnapshotReport.of(
                entry.request.text(), "Running", "Checkpoint " + manifest.id() + " is copied.");
        copies++;
        submit(entry, () -> copy(entry, manifest));
      }
    }
  }

  /** Whether a checkpoint is being copied, so that nothing of it may be deleted. */
  public synchronized boolean isCopying() {
    return copies > 0;
  }

  private void begin(Entry entry) {
    var name = entry.request.name();
    if (entry.request.kind() != SnapshotRequest.Kind.TAKE) {
      if (entry.request.kind() == SnapshotRequest.Kind.DELETE) {
        savepoints.delete(name);
      } else {
        branches.delete(name);
      }
      report(entry, SnapshotReport.of(entry.request.text(), "Deleted", "Its data is deleted."));
      return;
    }
    var found = savepoints.find(name);
    if (found.isPresent()) {
      report(entry, SnapshotReport.completed(entry.request.text(), found.get()));
    } else {
      force.accept(batch -> awaitCheckpoint(entry, batch));
    }
  }

  private synchronized void awaitCheckpoint(Entry entry, long batch) {
    entry.firstBatch = batch;
  }

  private void copy(Entry entry, Manifest manifest) {
    try {
      var saved = savepoints.copy(manifest, entry.request.name(), () -> !isWanted(entry));
      report(entry, SnapshotReport.completed(entry.request.text(), saved));
    } finally {
      copied();
    }
  }

  private synchronized void copied() {
    copies--;
  }

  private synchronized boolean isWanted(Entry entry) {
    return !closed && entries.get(entry.request.text()) == entry;
  }

  private synchronized void report(Entry entry, SnapshotReport report) {
    entry.report = report;
    LOG.info("{}: {}. {}", report.request(), report.state(), report.message());
  }

  private void submit(Entry entry, Runnable task) {
    try {
      copier.execute(
          () -> {
            try {
              task.run();
            } catch (RuntimeException e) {
              report(
                  entry,
                  SnapshotReport.of(
                      entry.request.text(), "Failed", String.valueOf(e.getMessage())));
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("the job has ended; its next driver is asked again");
    }
  }

  /** Gives up what is not done; the job ends. */
  @Override
  public synchronized void close() {
    closed = true;
    copier.shutdown();
  }

  /** The thread that copies checkpoints. */
  public static ExecutorService copier() {
    return Executors.newSingleThreadExecutor(
        task -> {
          var thread = new Thread(task, "snapshot-copier");
          thread.setDaemon(true);
          return thread;
        });
  }
}
