package dev.sluice.worker.storage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Tries at start-up whether a store does what the commit log depends on, so that a store that does
 * not is refused before it can do harm.
 */
public final class StoreProbe {
  private static final int RACERS = 8;
  private static final int ROUNDS = 3;

  private StoreProbe() {}

  /**
   * Writes, races and deletes a few small objects.
   *
   * @param root what the keys of the job start with; empty, or ending with a slash
   * @throws StoreException with one line that says the cause and the remedy: the store is absent,
   *     refuses the credentials, has no such bucket, or does not keep create-if-absent
   */
  public static void verify(ObjectStore store, String root) {
    String folder = root + "probe/" + UUID.randomUUID() + "/";
    List<String> keys = new ArrayList<>();
    try {
      verifySequence(store, folder, keys);
      ExecutorService racers = Executors.newFixedThreadPool(RACERS);
      try {
        for (int round = 0; round < ROUNDS; round++) {
          verifyRace(store, folder + "race-" + round, racers, keys);
        }
      } finally {
        racers.shutdownNow();
      }
    } finally {
      deleteQuietly(store, keys);
    }
  }

  /**
   * Asks once more for an object that is there, for a store that was verified when it was written:
   * a restart has no time for races.
   *
   * @param key an object that nobody changes
   * @param content what it holds
   * @throws StoreException if the store does not say that the object is there
   */
  public static void verifyAgain(ObjectStore store, String key, byte[] content) {
    if (store.createIfAbsent(key, content)) {
      throw refused(store, "it ignores create-if-absent (If-None-Match: *)");
    }
  }

  private static void verifySequence(ObjectStore store, String folder, List<String> keys) {
    String key = folder + "sequence";
    keys.add(key);
    byte[] first = "first".getBytes(StandardCharsets.UTF_8);
    byte[] second = "second".getBytes(StandardCharsets.UTF_8);
    if (!store.createIfAbsent(key, first)) {
      throw refused(store, "it says that a new key is taken");
    }
    if (store.createIfAbsent(key, second)) {
      throw refused(store, "it ignores create-if-absent (If-None-Match: *)");
    }
    if (!Arrays.equals(store.get(key), first)) {
      throw refused(store, "it replaced an object that was to be created only if absent");
    }
    if (!store.list(folder, "").equals(List.of(key))) {
      throw refused(store, "it does not list an object that was just written");
    }
  }

  private static void verifyRace(
      ObjectStore store, String key, ExecutorService racers, List<String> keys) {
    keys.add(key);
    CyclicBarrier start = new CyclicBarrier(RACERS);
    List<CompletableFuture<Boolean>> races = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      byte[] content = {(byte) racer};
      races.add(
          CompletableFuture.supplyAsync(
              () -> {
                await(start);
                return store.createIfAbsent(key, content);
              },
              racers));
    }
    List<Integer> winners = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      if (join(races.get(racer))) {
        winners.add(racer);
      }
    }
    byte[] stored = store.get(key);
    if (winners.size() != 1 || stored.length != 1 || stored[0] != winners.get(0)) {
      throw refused(store, winners.size() + " of " + RACERS + " concurrent writers won one key");
    }
  }

  private static boolean join(CompletableFuture<Boolean> race) {
    try {
      return race.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException cause ? cause : e;
    }
  }

  private static void await(CyclicBarrier start) {
    try {
      start.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("the racers did not get together", e);
    }
  }

  private static void deleteQuietly(ObjectStore store, List<String> keys) {
    try {
      store.delete(keys);
    } catch (StoreException e) {
      // What counts is the failure before; a rest of a few bytes does no harm.
    }
  }

  private static StoreException refused(ObjectStore store, String reason) {
    return new StoreException(
        StoreFailure.UNSUPPORTED,
        "the object store "
            + store
            + " cannot hold a commit log: "
            + reason
            + "; use a store with conditional writes, such as Amazon S3, MinIO or Ceph");
  }
}
