package dev.sluice.bench.workload;

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
  private static final List<KeyTotals> KEY_SINKS = new CopyOnWriteArrayList<>();
  private static final Map<Object, KeyTotals> KEY_SINK_OF = new ConcurrentHashMap<>();
  private static final CountDownLatch FIRST_RESULT = new CountDownLatch(1);
  private static volatile long firstResultMillis;
  private static volatile boolean stopping;
  private static volatile long allowed = Long.MAX_VALUE;

  private Tally() {}

  /** Records that a source has emitted; its positions are 0 to this, exclusive. */
  public static Counter emitted(int source) {
    return EMITTED.get(source);
  }

  /** Records that all sources have emitted. */
  public static long emitted() {
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

  /** Makes a sink of counts by key. */
  public static KeyTotals newKeySink(KeyFeed feed) {
    var sink = new KeyTotals(feed.keys());
    KEY_SINKS.add(sink);
    return sink;
  }

  /** The sink of counts by key of an owner; made when there is none. */
  public static KeyTotals keySinkOf(Object owner, KeyFeed feed) {
    return KEY_SINK_OF.computeIfAbsent(owner, key -> newKeySink(feed));
  }

  static List<KeyTotals> keySinks() {
    return KEY_SINKS;
  }

  static long keyUpdates() {
    return KEY_SINKS.stream().mapToLong(KeyTotals::units).sum();
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

  /** How many records a source may have emitted by now; more may be allowed later. */
  public static long allowed() {
    return allowed;
  }

  /** Says how many records a source may emit. */
  static void allow(long records) {
    allowed = records;
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
