package dev.sluice.worker.executor;

import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.runtime.TaskValues;
import dev.sluice.worker.serialization.JobObjects;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The broadcast values of this executor, each decoded when it is first asked for. Thread-safe. */
final class Broadcasts implements TaskValues {
  private final ClassLoader jobClasses;
  private final Map<Long, Value> values = new ConcurrentHashMap<>();

  Broadcasts(ClassLoader jobClasses) {
    this.jobClasses = jobClasses;
  }

  void install(long id, byte[] content) {
    values.computeIfAbsent(id, Value::new).content(content);
  }

  /** Frees the decoded value, and with {@code forGood} the bytes too. */
  void remove(long id, boolean forGood) {
    var value = forGood ? values.remove(id) : values.get(id);
    if (value != null) {
      value.release(forGood);
    }
  }

  @Override
  public Supplier<Object> broadcast(long id) {
    return values.computeIfAbsent(id, Value::new);
  }

  @Override
  public void accumulator(AccumulatorV2<?, ?> accumulator) {
    // Only those of a lane's own functions count.
  }

  private final class Value implements Supplier<Object> {
    private final long id;
    private volatile byte @Nullable [] content;
    private volatile @Nullable Object decoded;

    Value(long id) {
      this.id = id;
    }

    void content(byte[] bytes) {
      content = bytes;
    }

    synchronized void release(boolean forGood) {
      decoded = null;
      if (forGood) {
        content = null;
      }
    }

    @Override
    public Object get() {
      var value = decoded;
      return value == null ? decode() : value;
    }

    private synchronized Object decode() {
      var value = decoded;
      if (value == null) {
        var bytes = content;
        if (bytes == null) {
          throw new IllegalStateException("broadcast %d was destroyed".formatted(id));
        }
        value = JobObjects.read(bytes, jobClasses);
        decoded = value;
      }
      return value;
    }
  }
}
