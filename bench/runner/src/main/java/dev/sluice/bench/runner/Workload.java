package dev.sluice.bench.runner;

import java.util.List;
import java.util.stream.Stream;

/** What can be run: which engines do it, which of them by default, and what is compared. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
enum Workload {
  W1(
      "W1",
      List.of(Engine.SLUICE, Engine.SPARK, Engine.FLINK, Engine.JET, Engine.LIMIT_STRINGS),
      List.of(Engine.SLUICE, Engine.SPARK, Engine.LIMIT_STRINGS),
      "4g",
      List.of(
          "perSecond",
          "perCpuSecond",
          "otherCpuCores",
          "firstResultSeconds",
          "gcPercent",
          "maxRssMegabytes")),
  OVERHEAD(
      "overhead",
      List.of(Engine.SLUICE, Engine.SLUICE_PROCESSES, Engine.SPARK),
      List.of(Engine.SLUICE, Engine.SLUICE_PROCESSES, Engine.SPARK),
      "1g",
      List.of("cpuMillisABatch", "wallMillisABatch", "delayMedianMillis", "delayAtEndMillis")),
  RECOVERY(
      "recovery",
      List.of(Engine.SLUICE_PROCESSES),
      List.of(Engine.SLUICE_PROCESSES),
      "512m",
      List.of("recoveryMillis"));

  private final String id;
  private final List<Engine> engines;
  private final List<Engine> defaults;
  private final String heap;
  private final List<String> figures;

  Workload(
      String id, List<Engine> engines, List<Engine> defaults, String heap, List<String> figures) {
    this.id = id;
    this.engines = engines;
    this.defaults = defaults;
    this.heap = heap;
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

  List<Engine> defaults() {
    return defaults;
  }

  /** Heap of an engine's JVM, in the JVM's notation. */
  String heap() {
    return heap;
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
