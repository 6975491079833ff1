package dev.sluice.worker.checkpoint;

import dev.sluice.worker.storage.ObjectNotFoundException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.StoreException;
import dev.sluice.worker.storage.StoreFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Objects in memory with faults decided by a script; every call asks the script first. */
final class SimulatedStore {
  /** What happens to one call. */
  enum Fault {
    NONE,
    /** The store does not answer and nothing happened. */
    UNAVAILABLE,
    /** The answer is lost, the call took effect. */
    ANSWER_LOST,
    /** The answer is lost, the call takes effect some calls later. */
    DELAYED,
    /** The process dies before the call takes effect. */
    CRASH_BEFORE,
    /** The process dies after the call took effect. */
    CRASH_AFTER
  }

  /** The death of a simulated process. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  /** Decides about one call of one process. */
  interface Script {
    Fault next(String process, String call);
  }

  private final Map<String, byte[]> objects = new TreeMap<>();
  private final Map<String, byte[]> everCreated = new TreeMap<>();
  private final List<Supplier<?>> delayed = new ArrayList<>();
  private boolean settling;
  private Script script = (process, call) -> Fault.NONE;

  void script(Script next) {
    script = next;
  }

  /** Every object that was ever created only if absent, with its first content. */
  Map<String, byte[]> everCreated() {
    return everCreated;
  }

  /** Every object that is there, as somebody with a key to the store sees it. */
  Map<String, byte[]> objects() {
    return objects;
  }

  /** Another store with the same objects and no faults. */
  SimulatedStore copy() {
    SimulatedStore copy = new SimulatedStore();
    copy.objects.putAll(objects);
    copy.everCreated.putAll(everCreated);
    return copy;
  }

  /** Lets calls that are still under way take effect. */
  void settle() {
    List<Supplier<?>> late = List.copyOf(delayed);
    delayed.clear();
    // Nobody waits for these: a copy of a log object that was cleaned since is mere garbage.
    settling = true;
    for (Supplier<?> effect : late) {
      Object unused = effect.get();
    }
    settling = false;
  }

  /** Returns the store as one process sees it. */
  ObjectStore seenBy(String process) {
    return new View(process);
  }

  private final class View implements ObjectStore {
    private final String process;

    View(String process) {
      this.process = process;
    }

    private <T> T call(String name, boolean changes, Supplier<T> effect) {
      Fault fault = script.next(process, name);
      if (fault == Fault.CRASH_BEFORE) {
        throw new Crash();
      }
      if (fault == Fault.UNAVAILABLE) {
        throw new StoreException(StoreFailure.UNAVAILABLE, "simulated");
      }
      if (fault == Fault.DELAYED) {
        if (changes) {
          delayed.add(effect);
        }
        throw new StoreException(StoreFailure.AMBIGUOUS, "simulated");
      }
      T result = effect.get();
      if (fault == Fault.CRASH_AFTER) {
        throw new Crash();
      }
      if (fault == Fault.ANSWER_LOST) {
        throw new StoreException(StoreFailure.AMBIGUOUS, "simulated");
      }
      return result;
    }

    @Override
    public boolean createIfAbsent(String key, byte[] content) {
      byte[] copy = content.clone();
      return call(
          "create " + key,
          true,
          () -> {
            if (objects.putIfAbsent(key, copy) != null) {
              return false;
            }
            byte[] before = everCreated.putIfAbsent(key, copy);
            String text = new String(copy, StandardCharsets.UTF_8);
            if (before != null && key.contains("log/") && !settling && !text.contains("EPOCH")) {
              throw new IllegalStateException("log object created twice: " + key);
            }
            return true;
          });
    }

    @Override
    public void put(String key, byte[] content) {
      byte[] copy = content.clone();
      call("put " + key, true, () -> objects.put(key, copy) == null);
    }

    @Override
    public byte[] get(String key) {
      return call(
          "get " + key,
          false,
          () -> {
            byte[] content = objects.get(key);
            if (content == null) {
              throw new ObjectNotFoundException(key);
            }
            return content.clone();
          });
    }

    @Override
    public byte[] getRange(String key, long offset, int length) {
      return call(
          "get " + key,
          false,
          () -> {
            byte[] content = objects.get(key);
            if (content == null) {
              throw new ObjectNotFoundException(key);
            }
            return Arrays.copyOfRange(content, (int) offset, (int) offset + length);
          });
    }

    @Override
    public List<String> list(String prefix, String startAfter) {
      return call(
          "list " + prefix,
          false,
          () ->
              objects.keySet().stream()
                  .filter(key -> key.startsWith(prefix) && key.compareTo(startAfter) > 0)
                  .toList());
    }

    @Override
    public void delete(Collection<String> keys) {
      if (!keys.isEmpty()) {
        call("delete " + keys, true, () -> objects.keySet().removeAll(keys));
      }
    }

    @Override
    public boolean exists(String key) {
      return call("exists " + key, false, () -> objects.containsKey(key));
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
