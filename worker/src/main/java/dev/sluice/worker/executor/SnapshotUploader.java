package dev.sluice.worker.executor;

import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.control.wire.SnapshotDone;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Packs the slots of a snapshot into one object and stores it, behind the lanes' backs. */
final class SnapshotUploader implements AutoCloseable {
  private final ObjectStore store;
  private final StateFormat format;
  private final String workerId;
  private final Reports reports;
  private final ExecutorService thread;

  SnapshotUploader(ObjectStore store, StateFormat format, String workerId, Reports reports) {
    this.store = store;
    this.format = format;
    this.workerId = workerId;
    this.reports = reports;
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              var uploader = new Thread(task, "snapshot-upload-" + workerId);
              uploader.setDaemon(true);
              return uploader;
            });
  }

  /** Stores the slots and tells the driver; a failure marks them to be written again. */
  void upload(PlanRun run, long snapshot, List<SlotSnapshot> slots, PlanStates states) {
    thread.execute(
        () -> {
          var message =
              SnapshotDone.newBuilder().setSnapshot(snapshot).setGeneration(run.generation());
          try {
            if (states.isGap(slots)) {
              states.snapshotAgain(slots);
              message.setError("the snapshot before this one did not reach the store");
            } else {
              message.addAllRanges(store(snapshot, run.generation(), slots));
            }
          } catch (StoreException e) {
            states.snapshotAgain(slots);
            message.setError(String.valueOf(e.getMessage()));
          }
          reports.snapshot(message.build());
        });
  }

  private List<StateRange> store(long snapshot, long generation, List<SlotSnapshot> slots) {
    var key =
        "checkpoints/%020d/state-%s-%d-%s"
            .formatted(snapshot, workerId, generation, UUID.randomUUID());
    var packed = new ByteArrayOutputStream();
    var ranges = new ArrayList<StateRange>();
    for (var slot : slots) {
      var content = slot.content().bytes(format);
      ranges.add(range(key, packed.size(), content.length, slot));
      packed.writeBytes(content);
    }
    if (!slots.isEmpty()) {
      store.put(key, packed.toByteArray());
    }
    return ranges;
  }

  private static StateRange range(String key, long offset, int length, SlotSnapshot snapshot) {
    return StateRange.newBuilder()
        .setUid(snapshot.slot().uid())
        .setSlot(snapshot.slot().slot())
        .setObjectKey(key)
        .setOffset(offset)
        .setLength(length)
        .setEntries(snapshot.content().size())
        .setDelta(snapshot.content().isDelta())
        .build();
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
