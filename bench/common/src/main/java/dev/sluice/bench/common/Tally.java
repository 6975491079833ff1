package dev.sluice.bench.common;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * Where the tasks of an engine and the measuring meet. Static, because engines serialise the
 * functions that use it; everything runs in one JVM. Thread-safe.
 */
public final class Tally {
  /** Number of sources of every workload. */
  public static final int SOURCES = 2;

  private static final List<Counter> EMITTED =
      IntStream.range(0, SOURCES).mapToObj(source -> new Counter()).toList();
  private static final List<WordTotals> SINKS = new CopyOnWriteArrayList<>();
  private static final Map<Object, WordTotals> SINK_OF = new ConcurrentHashMap<>();
  private static final CountDownLatch FIRST_RESULT = new CountDownLatch(1);
  private static volatile long firstResultMillis;
  private static volatile boolean stopping;

  private Tally() {}

  /** Lines that a source has emitted; its positions are 0 to this, exclusive. */
  public static Counter emitted(int source) {
    return EMITTED.get(source);
  }

  /** Lines that all sources have emitted. */
  public static long linesEmitted() {
    return EMITTED.stream().mapToLong(Counter::get).sum();
  }

  /** Makes a sink. */
  public static WordTotals newSink() {
    var sink = new WordTotals();
    SINKS.add(sink);
    return sink;
  }

  /** The sink of an owner, such as a partition's number or a thread; made when there is none. */
  public static WordTotals sinkOf(Object owner) {
    return SINK_OF.computeIfAbsent(owner, key -> newSink());
  }

  static List<WordTotals> sinks() {
    return SINKS;
  }

  /** Words whose count has reached a sink. */
  public static long wordsCounted() {
    return SINKS.stream().mapToLong(WordTotals::words).sum();
  }

  /** Whether sources should emit nothing more. */
  public static boolean isStopping() {
    return stopping;
  }

  static void stop() {
    stopping = true;
  }

  /** Notes that a result has reached a sink; only the first call has an effect. */
  public static void resultArrived() {
    if (firstResultMillis == 0) {
      firstResultMillis = System.currentTimeMillis();
      FIRST_RESULT.countDown();
    }
  }

  static CountDownLatch firstResult() {
    return FIRST_RESULT;
  }

  static long firstResultMillis() {
    return firstResultMillis;
  }
}
