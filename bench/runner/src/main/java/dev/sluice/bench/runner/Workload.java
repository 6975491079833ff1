package dev.sluice.bench.runner;

import static dev.sluice.bench.runner.Engine.FLINK;
import static dev.sluice.bench.runner.Engine.JET;
import static dev.sluice.bench.runner.Engine.LIMIT_STRINGS;
import static dev.sluice.bench.runner.Engine.SLUICE;
import static dev.sluice.bench.runner.Engine.SLUICE_PROCESSES;
import static dev.sluice.bench.runner.Engine.SPARK;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What can be run: the program, which engines do it, and what is compared. */
@SuppressWarnings("ImmutableEnumChecker") // the collections are made by List.of and Map.of
enum Workload {
  W1(
      "W1",
      "WordCount",
      List.of(SLUICE, SPARK, FLINK, JET, LIMIT_STRINGS),
      "4g",
      Map.of(),
      List.of("perSecond", "perCpuSecond", "otherCpuCores", "firstResultSeconds", "gcPercent")),
  W2(
      "W2",
      "SocketWordCount",
      List.of(SLUICE, SPARK, FLINK, JET),
      "4g",
      Map.of(),
      List.of("perSecond", "perCpuSecond", "otherCpuCores", "gcPercent")),
  LATENCY(
      "latency",
      "SocketWordCount",
      List.of(SLUICE, SPARK, FLINK, JET),
      "4g",
      Map.of("rate", "20000"),
      List.of("delayP99Millis", "delayMedianMillis", "delayMaxMillis", "batchMillis", "cpuCores")),
  W3(
      "W3",
      "RunningCount",
      List.of(SLUICE, SPARK, FLINK, JET),
      "6g",
      Map.of(),
      List.of("perSecond", "perCpuSecond", "gcPercent", "liveHeapMegabytes")),
  MEMORY(
      "memory",
      "RunningCount",
      List.of(SLUICE, SPARK, FLINK, JET),
      "4g",
      Map.of("memory", "1"),
      List.of("bytesAKey", "liveHeapMegabytes")),
  W4(
      "W4",
      "SlidingCount",
      List.of(SLUICE, SPARK, JET, FLINK),
      "6g",
      Map.of(),
      List.of("perSecond", "perCpuSecond", "gcPercent", "liveHeapMegabytes")),
  W5(
      "W5",
      "BatchFloor",
      List.of(SLUICE, SPARK),
      "1g",
      Map.of(),
      List.of("smallestIntervalMillis", "batchMillis")),
  W6(
      "W6",
      "Grep",
      List.of(SLUICE, SPARK, FLINK, JET, LIMIT_STRINGS),
      "4g",
      Map.of(),
      List.of("perSecond", "perCpuSecond", "gcPercent")),
  START(
      "start",
      "WordCount",
      List.of(SLUICE, SPARK, FLINK, JET, LIMIT_STRINGS),
      "4g",
      Map.of("firstResultOnly", "1", "intervalMillis", "100"),
      List.of("firstResultSeconds", "cpuSeconds")),
  OVERHEAD(
      "overhead",
      "SmallBatches",
      List.of(SLUICE, SLUICE_PROCESSES, SPARK),
      "1g",
      Map.of(),
      List.of("cpuMillisABatch", "wallMillisABatch", "delayMedianMillis", "delayAtEndMillis")),
  WAL(
      "wal",
      "ReceiverLog",
      List.of(SLUICE),
      "2g",
      Map.of(),
      List.of(
          "percent1",
          "percent4",
          "percent16",
          "objectsASecond1",
          "objectsASecond4",
          "objectsASecond16")),
  CHECKPOINT(
      "checkpoint",
      "RunningCount",
      List.of(SLUICE),
      "6g",
      Map.of(),
      List.of("perSecond", "timesWhatChanged", "putRequests", "restartSeconds")),
  OVERLOAD(
      "overload",
      "Overload",
      List.of(SLUICE),
      "512m",
      Map.of(),
      List.of("largestLiveHeapMegabytes", "perSecond", "largestBatch", "longestDelaySeconds")),
  RECOVERY(
      "recovery",
      "KeyedRecovery",
      List.of(SLUICE_PROCESSES, SPARK),
      "4g",
      Map.of(),
      List.of("recoveryMillis"));

  private final String id;
  private final String program;
  private final List<Engine> engines;
  private final String heap;
  private final Map<String, String> options;
  private final List<String> figures;

  Workload(
      String id,
      String program,
      List<Engine> engines,
      String heap,
      Map<String, String> options,
      List<String> figures) {
    this.id = id;
    this.program = program;
    this.engines = engines;
    this.heap = heap;
    this.options = options;
    this.figures = figures;
  }

  static Workload of(String id) {
    return Stream.of(values())
        .filter(workload -> workload.id.equals(id))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("unknown benchmark '%s': use one of %s".formatted(id, ids())));
  }

  static String ids() {
    return String.join(", ", Stream.of(values()).map(workload -> workload.id).toList());
  }

  String id() {
    return id;
  }

  /** Simple name of the program's main class, the same in every engine's package. */
  String program() {
    return program;
  }

  /** The engines that do it, in the order of their turns. */
  List<Engine> engines() {
    return engines;
  }

  /** Heap of an engine's JVM, in the JVM's notation. */
  String heap() {
    return heap;
  }

  /**
   * More options of an engine's JVM. Where throughput is measured the heap's pages are there before
   * it begins: to get them from the machine can take longer than the work, and an engine that fills
   * a young generation of gigabytes would pay for it in the measured interval. Small batches take
   * so little that in a JVM's first minutes compiling costs more; with the first compiler alone, as
   * in the JVMs of {@code sluice run}, it is over before it is measured.
   */
  List<String> jvmOptions() {
    return switch (this) {
      case W1, W2, LATENCY, W3, W4, W6, WAL, CHECKPOINT -> List.of("-XX:+AlwaysPreTouch");
      case OVERHEAD -> List.of("-XX:TieredStopAtLevel=1");
      case MEMORY, W5, START, OVERLOAD, RECOVERY -> List.of();
    };
  }

  /** The options of the programs: its own, and over them those of the command line. */
  Map<String, String> options(Map<String, String> asked) {
    var all = new HashMap<>(options);
    all.putAll(asked);
    return Map.copyOf(all);
  }

  /** The figures that the table shows, the most important one first. */
  List<String> figures() {
    return figures;
  }

  /** Checks that an engine does this. */
  Engine supported(Engine engine) {
    if (!engines.contains(engine)) {
      throw new UsageException(
          "%s is not run with %s: use one of %s".formatted(id, engine.id(), Engine.ids(engines)));
    }
    return engine;
  }
}
