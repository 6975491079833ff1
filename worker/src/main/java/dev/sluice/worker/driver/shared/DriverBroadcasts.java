package dev.sluice.worker.driver.shared;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.broadcast.Broadcast;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.InstallBroadcast;
import dev.sluice.worker.control.wire.RemoveBroadcast;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.serialization.JobObjects;
import java.lang.ref.Cleaner;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The broadcast values of a job as bytes, for executors that do not have them. A value whose handle
 * nobody has any more goes by itself. Thread-safe, but for what takes workers, which is the event
 * loop's.
 */
public final class DriverBroadcasts {
  private static final Cleaner CLEANER = Cleaner.create();

  /** A request to free copies; {@code forGood} if the value is gone. */
  private record Release(long id, boolean forGood) {}

  /** Workers keep values over a change of driver, so two drivers must not use the same numbers. */
  private final AtomicLong lastId = new AtomicLong(new SecureRandom().nextLong() >>> 16 << 16);

  private final Map<Long, ByteString> contents = new ConcurrentSkipListMap<>();
  private final Queue<Release> releases = new ConcurrentLinkedQueue<>();
  private final Map<Worker, Map<Long, Boolean>> sent = new java.util.WeakHashMap<>();

  <T> Broadcast<T> add(T value) {
    var id = lastId.incrementAndGet();
    var bytes = JobObjects.write(value, "the broadcast value");
    contents.put(id, UnsafeByteOperations.unsafeWrap(bytes));
    var kept = new AtomicReference<Object>(value);
    var broadcast =
        new Broadcast<T>(
            id,
            () -> {
              var known = kept.get();
              if (known == null) {
                throw new IllegalStateException("broadcast %d was destroyed".formatted(id));
              }
              return known;
            },
            forGood -> {
              if (forGood) {
                kept.set(null);
                contents.remove(id);
              }
              releases.add(new Release(id, forGood));
            });
    CLEANER.register(
        broadcast,
        () -> {
          contents.remove(id);
          releases.add(new Release(id, true));
        });
    return broadcast;
  }

  /** Gives a worker what it does not have yet; called before it is given a plan. */
  public void sendMissing(Worker worker) {
    if (contents.isEmpty()) {
      return;
    }
    var has = sent.computeIfAbsent(worker, key -> new ConcurrentHashMap<>());
    contents.forEach(
        (id, content) -> {
          if (has.put(id, true) == null) {
            worker.send(
                DriverMessage.newBuilder()
                    .setInstallBroadcast(
                        InstallBroadcast.newBuilder().setId(id).setContent(content)));
          }
        });
  }

  /** Has workers free what was released since the last call. */
  public void sendReleases() {
    for (var release = releases.poll(); release != null; release = releases.poll()) {
      for (var entry : sent.entrySet()) {
        if (entry.getValue().containsKey(release.id())) {
          if (release.forGood()) {
            entry.getValue().remove(release.id());
          }
          entry
              .getKey()
              .send(
                  DriverMessage.newBuilder()
                      .setRemoveBroadcast(
                          RemoveBroadcast.newBuilder()
                              .setId(release.id())
                              .setForGood(release.forGood())));
        }
      }
    }
  }
}
