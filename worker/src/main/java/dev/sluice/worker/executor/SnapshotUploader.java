package dev.sluice.worker.executor;

import dev.sluice.worker.control.wire.SnapshotDone;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Packs the slots of a snapshot into one object and stores it, behind the lanes' backs. */
final class SnapshotUploader implements AutoCloseable {
  private final ObjectStore store;
  private final String workerId;
  private final Reports reports;
  private final ExecutorService thread;

  SnapshotUploader(ObjectStore store, String workerId, Reports reports) {
    this.store = store;
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
            var key =
                "checkpoints/%020d/state-%s-%d-%s"
                    .formatted(snapshot, workerId, run.generation(), UUID.randomUUID());
            var packed = new ByteArrayOutputStream();
            for (var slot : slots) {
              message.addRanges(range(key, packed.size(), slot));
              packed.writeBytes(slot.content());
            }
            if (!slots.isEmpty()) {
              store.put(key, packed.toByteArray());
            }
          } catch (StoreException e) {
            states.snapshotAgain(slots);
            message.clearRanges().setError(String.valueOf(e.getMessage()));
          }
          reports.snapshot(message.build());
        });
  }

  private static StateRange range(String key, long offset, SlotSnapshot slot) {
    return StateRange.newBuilder()
        .setUid(slot.uid())
        .setSlot(slot.slot())
        .setObjectKey(key)
        .setOffset(offset)
        .setLength(slot.content().length)
        .setEntries(slot.entries())
        .build();
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
