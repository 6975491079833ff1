package dev.sluice.worker.writeahead;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Objects in memory, with a count of the requests, and a switch that takes it off the net. */
public final class MemoryStore implements ObjectStore {
  private final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  private final AtomicInteger puts = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile boolean away;

  /** Whether the store is off the net. */
  public void away(boolean off) {
    away = off;
  }

  /** How many objects were put. */
  public int puts() {
    return puts.get();
  }

  /** How many puts found the store off the net. */
  public int refused() {
    return refused.get();
  }

  int reads() {
    return reads.get();
  }

  @Override
  public synchronized boolean createIfAbsent(String key, byte[] content) {
    return objects.putIfAbsent(key, content.clone()) == null;
  }

  @Override
  public void put(String key, byte[] content) {
    if (away) {
      refused.incrementAndGet();
      throw new StoreException(StoreFailure.UNAVAILABLE, "the store is away");
    }
    puts.incrementAndGet();
    objects.put(key, content.clone());
  }

  @Override
  public byte[] get(String key) {
    reads.incrementAndGet();
    var content = objects.get(key);
    if (content == null) {
      throw new ObjectNotFoundException(key);
    }
    return content.clone();
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    var content = get(key);
    if (offset + length > content.length) {
      throw new StoreException(StoreFailure.INVALID, key + " ends before the range");
    }
    return Arrays.copyOfRange(content, (int) offset, (int) offset + length);
  }

  @Override
  public List<String> list(String prefix, String startAfter) {
    return objects.keySet().stream()
        .filter(key -> key.startsWith(prefix) && key.compareTo(startAfter) > 0)
        .toList();
  }

  @Override
  public void delete(Collection<String> keys) {
    keys.forEach(objects::remove);
  }

  @Override
  public boolean exists(String key) {
    return objects.containsKey(key);
  }

  @Override
  public void close() {}
}
