package dev.sluice.worker.storage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Objects that nobody needs after this JVM: small ones are kept in memory, up to a bound, others as
 * files. Thread-safe; keys created only if absent are so among all threads of this JVM.
 */
final class TemporaryObjectStore implements ObjectStore {
  static final int SMALL_BYTES = 16 << 10;
  static final long MOST_BYTES = 32L << 20;

  private final ConcurrentSkipListMap<String, byte[]> small = new ConcurrentSkipListMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final FileObjectStore files;
  private final Set<String> inFiles = ConcurrentHashMap.newKeySet();

  TemporaryObjectStore(Path directory) {
    files = new FileObjectStore(directory);
  }

  @Override
  public synchronized boolean createIfAbsent(String key, byte[] content) {
    if (exists(key)) {
      return false;
    }
    put(key, content);
    return true;
  }

  @Override
  public synchronized void put(String key, byte[] content) {
    StoreKeys.require(key);
    delete(List.of(key));
    if (content.length <= SMALL_BYTES && bytes.get() + content.length <= MOST_BYTES) {
      bytes.addAndGet(content.length);
      small.put(key, content.clone());
    } else {
      files.put(key, content);
      inFiles.add(key);
    }
  }

  @Override
  public byte[] get(String key) {
    var content = small.get(StoreKeys.require(key));
    return content == null ? files.get(key) : content.clone();
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    var content = small.get(StoreKeys.require(key));
    if (content == null) {
      return files.getRange(key, offset, length);
    }
    if (offset + length > content.length) {
      throw new StoreException(
          StoreFailure.INVALID,
          "%s ends before the range: length=%d, range=%d+%d"
              .formatted(key, content.length, offset, length));
    }
    return Arrays.copyOfRange(content, (int) offset, (int) offset + length);
  }

  @Override
  public List<String> list(String prefix, String startAfter) {
    StoreKeys.requirePrefix(prefix);
    var from = startAfter.compareTo(prefix) > 0 ? startAfter : prefix;
    var inMemory =
        small.tailMap(from, true).keySet().stream()
            .takeWhile(key -> key.startsWith(prefix))
            .filter(key -> key.compareTo(startAfter) > 0);
    return Stream.concat(inMemory, files.list(prefix, startAfter).stream()).sorted().toList();
  }

  @Override
  public synchronized void delete(Collection<String> keys) {
    for (var key : keys) {
      var content = small.remove(key);
      if (content != null) {
        bytes.addAndGet(-content.length);
      } else if (inFiles.remove(key)) {
        files.delete(List.of(key));
      }
    }
  }

  @Override
  public boolean exists(String key) {
    return small.containsKey(StoreKeys.require(key)) || inFiles.contains(key);
  }

  @Override
  public void close() {
    small.clear();
    files.close();
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
