package dev.sluice.testkit.sink;

import dev.sluice.sink.SinkBatch;
import dev.sluice.sink.SinkPartition;
import dev.sluice.sink.TwoPhaseSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A place in this JVM, that all copies of the sink write to and that can be told to fail. */
final class MemorySink implements TwoPhaseSink<String> {
  private static final long serialVersionUID = 1L;

  static final Map<String, List<String>> HIDDEN = new ConcurrentHashMap<>();
  static final Queue<String> SHOWN = new ConcurrentLinkedQueue<>();
  static final AtomicInteger FAILING_TASKS = new AtomicInteger();
  static final AtomicInteger FAILING_COMMITS = new AtomicInteger();

  static void clear() {
    HIDDEN.clear();
    SHOWN.clear();
    FAILING_TASKS.set(0);
    FAILING_COMMITS.set(0);
  }

  @Override
  public String prepare(SinkPartition partition, Iterator<String> records) throws IOException {
    var all = new ArrayList<String>();
    records.forEachRemaining(all::add);
    var key = "%s %s %s".formatted(partition.batch(), partition.number(), partition.attempt());
    HIDDEN.put(key, all);
    fail(FAILING_TASKS, "the disk is full");
    return key;
  }

  @Override
  public void commit(SinkBatch batch, List<String> prepared) throws IOException {
    for (var key : prepared) {
      var records = HIDDEN.remove(key);
      if (records != null) {
        SHOWN.addAll(records);
      }
      fail(FAILING_COMMITS, "the server does not answer");
    }
  }

  @Override
  public void abort(SinkBatch batch) {
    HIDDEN.keySet().removeIf(key -> key.startsWith(batch.toString()));
  }

  private static void fail(AtomicInteger times, String message) throws IOException {
    if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new IOException(message);
    }
  }
}
