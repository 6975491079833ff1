package dev.sluice.worker.driver.shared;

import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.worker.codec.CodecException;
import dev.sluice.worker.control.wire.AccumulatorUpdate;
import dev.sluice.worker.serialization.JobObjects;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The accumulators of a job. What tasks have added while a batch was computed is applied once, when
 * the batch is committed. Thread-safe.
 */
public final class Accumulators {
  /** What the names of a program's accumulators begin with in a manifest. */
  public static final String PREFIX = "accumulator.";

  private final Map<Long, AccumulatorV2<Object, Object>> byId = new HashMap<>();
  private final Map<String, AccumulatorV2<Object, Object>> byName = new LinkedHashMap<>();
  private final Map<String, AccumulatorV2<Object, Object>> restored = new HashMap<>();
  private ClassLoader jobClasses = Accumulators.class.getClassLoader();
  private long lastId;
  private long appliedBatch;

  @SuppressWarnings("unchecked") // only values of its own kind reach it
  synchronized void register(AccumulatorV2<?, ?> accumulator, @Nullable String name) {
    var untyped = (AccumulatorV2<Object, Object>) accumulator;
    if (name != null) {
      requireRestorable(name, accumulator);
    }
    accumulator.registered(++lastId, name);
    byId.put(lastId, untyped);
    if (name != null && byName.putIfAbsent(name, untyped) == null) {
      var before = restored.remove(name);
      if (before != null) {
        untyped.merge(before);
      }
    }
  }

  /** Finds out now, and not with the first checkpoint, what its value cannot be written with. */
  private static void requireRestorable(String name, AccumulatorV2<?, ?> accumulator) {
    var classes = accumulator.getClass().getClassLoader();
    try {
      var unused =
          new AccumulatorValues(classes == null ? Accumulators.class.getClassLoader() : classes)
              .encode(name, accumulator.copy());
    } catch (CodecException e) {
      throw new IllegalArgumentException(
          "accumulator '%s' has a name, so it is part of checkpoints: %s"
              .formatted(name, e.getMessage()),
          e);
    }
  }

  /**
   * Goes on from a checkpoint.
   *
   * @param values those of the manifest
   * @param batch the last batch whose additions are in them
   */
  public synchronized void restore(Map<String, String> values, long batch, ClassLoader classes) {
    jobClasses = classes;
    appliedBatch = batch;
    values.forEach(
        (key, text) -> {
          if (key.startsWith(PREFIX)) {
            var name = key.substring(PREFIX.length());
            var value = new AccumulatorValues(jobClasses).decode(text);
            var known = byName.get(name);
            if (known == null) {
              restored.put(name, value);
            } else {
              known.merge(value);
            }
          }
        });
  }

  /** Whether the program has none. */
  public synchronized boolean isEmpty() {
    return byId.isEmpty() && restored.isEmpty();
  }

  /** The last batch whose additions are applied. */
  public synchronized long appliedBatch() {
    return appliedBatch;
  }

  /** Forgets all that was added, for a job that goes on from an earlier checkpoint. */
  public synchronized void reset() {
    byId.values().forEach(AccumulatorV2::reset);
    restored.clear();
  }

  /** Applies what a batch has added, unless that is done. */
  public synchronized void committed(long batch, Collection<AccumulatorUpdate> updates) {
    if (batch > appliedBatch) {
      appliedBatch = batch;
      add(updates);
    }
  }

  /** Applies what an action has added. */
  @SuppressWarnings("unchecked") // what the accumulator's copies on executors were
  public synchronized void add(Collection<AccumulatorUpdate> updates) {
    for (var update : updates) {
      var accumulator = byId.get(update.getId());
      if (accumulator != null) {
        var bytes = update.getContent().toByteArray();
        accumulator.merge((AccumulatorV2<Object, Object>) JobObjects.read(bytes, jobClasses));
      }
    }
  }

  /** The values of accumulators with names, for a manifest. */
  public synchronized Map<String, String> encoded() {
    var values = new HashMap<String, String>();
    var format = new AccumulatorValues(jobClasses);
    restored.forEach((name, value) -> values.put(PREFIX + name, format.encode(name, value)));
    byName.forEach(
        (name, value) -> values.put(PREFIX + name, format.encode(name, value.take(false))));
    return values;
  }
}
