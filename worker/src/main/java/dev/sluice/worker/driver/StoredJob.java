package dev.sluice.worker.driver;

import dev.sluice.worker.checkpoint.CommitLog;
import dev.sluice.worker.checkpoint.DamagedObjectException;
import dev.sluice.worker.checkpoint.NoReadableCheckpointException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.StoreLocation;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an earlier run has left at a location. */
final class StoredJob {
  private static final Logger LOG = LoggerFactory.getLogger(StoredJob.class);
  private static final String ASIDE = "unreadable/";

  private StoredJob() {}

  /**
   * Checks that log and checkpoints can be read, if there are any.
   *
   * @param putAside whether they are moved away if they cannot
   * @throws DamagedObjectException if they cannot be read and stay
   * @throws NoReadableCheckpointException if no checkpoint can be read and they stay
   */
  static void requireReadable(StoreLocation location, boolean putAside) {
    try (var store = ObjectStores.open(location)) {
      try {
        CommitLog.requireReadable(store, "");
      } catch (DamagedObjectException | NoReadableCheckpointException e) {
        if (!putAside) {
          throw e;
        }
        LOG.warn(
            "{} is moved to {}: the job starts without it: {}", location, ASIDE, e.getMessage());
        moveAway(store);
      }
    }
  }

  private static void moveAway(ObjectStore store) {
    var run = ASIDE + store.list(ASIDE, "").size() + "/";
    for (var key : store.list("", "")) {
      if (!key.startsWith(ASIDE)) {
        store.put(run + key, store.get(key));
        store.delete(List.of(key));
      }
    }
  }
}
