package dev.sluice.bench.runner;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An engine that can be measured, and where its program is. */
enum Engine {
  SLUICE("sluice", "bench/sluice", "sluice", "sluice-worker"),
  SLUICE_PROCESSES("sluice-processes", "bench/sluice", "sluice", "sluice-worker"),
  SPARK("spark", "bench/peers/spark", "spark", "spark-streaming_2.13"),
  FLINK("flink", "bench/peers/flink", "flink", "flink-runtime"),
  JET("jet", "bench/peers/jet", "jet", "hazelcast"),
  LIMIT_STRINGS("limit-strings", "bench/workload", "limit", "sluice-bench-workload");

  private final String id;
  private final String module;
  private final String packageName;
  private final String versionJar;

  Engine(String id, String module, String packageName, String versionJar) {
    this.id = id;
    this.module = module;
    this.packageName = packageName;
    this.versionJar = versionJar;
  }

  static Engine of(String id) {
    return Stream.of(values())
        .filter(engine -> engine.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "unknown engine '%s': use one of %s".formatted(id, ids(List.of(values())))));
  }

  static String ids(List<Engine> engines) {
    return String.join(", ", engines.stream().map(Engine::id).toList());
  }

  /** What it is called on the command line and in results. */
  String id() {
    return id;
  }

  /** The Maven module, relative to the root of the project. */
  String module() {
    return module;
  }

  /** The full name of one of its main classes. */
  String mainClass(String simpleName) {
    return "dev.sluice.bench." + packageName + "." + simpleName;
  }

  /** The version, as the name of one of its jars has it. */
  Optional<String> version(Stream<String> jars) {
    return jars.filter(jar -> jar.matches(versionJar + "-[0-9].*\\.jar"))
        .map(jar -> jar.substring(versionJar.length() + 1, jar.length() - ".jar".length()))
        .findFirst();
  }
}
