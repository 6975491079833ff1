package dev.sluice.bench.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs an engine's program in a JVM of its own and takes its result. */
final class EngineJvm {
  private static final String RESULT = "RESULT ";
  private static final long LONGEST_MINUTES = 15;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;

  EngineJvm(Path root) {
    this.root = root;
  }

  /** Runs a main class of an engine; a run without a result is one that is not verified. */
  ObjectNode run(Engine engine, String program, Workload workload, Map<String, String> options)
      throws IOException, InterruptedException {
    try (var scratch = ScratchDirectory.create()) {
      var log = scratch.path().resolve("run.log");
      var jvm = start(engine, program, workload, options, scratch.path(), log);
      try {
        if (!jvm.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
          return problem("no end after " + LONGEST_MINUTES + " minutes");
        }
      } finally {
        jvm.destroyForcibly().waitFor();
      }
      return result(log).orElseGet(() -> problem("exit " + jvm.exitValue() + ": " + lastLine(log)));
    }
  }

  /**
   * Starts a main class of an engine.
   *
   * @param scratch the directory for its files
   * @param log takes what it prints
   * @param arguments of the main class
   */
  Process start(
      Engine engine,
      String program,
      Workload workload,
      Map<String, String> options,
      Path scratch,
      Path log,
      String... arguments)
      throws IOException {
    var command = command(engine, program, workload, options, scratch);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(scratch.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** The version of an engine, by its jars. */
  String version(Engine engine) throws IOException {
    return engine.version(jars(engine).map(jar -> jar.getFileName().toString())).orElse("unknown");
  }

  static ObjectNode problem(String text) {
    return JSON.createObjectNode().put("verified", false).put("problem", text);
  }

  private List<String> command(
      Engine engine, String program, Workload workload, Map<String, String> options, Path scratch)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    var heap = workload.heap();
    command.addAll(List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+UseG1GC"));
    command.addAll(workload.jvmOptions());
    command.addAll(List.of("-Djava.net.preferIPv4Stack=true", "-Djava.io.tmpdir=" + scratch));
    command.addAll(OpenPackages.options());
    options.forEach((name, value) -> command.add("-Dbench." + name + "=" + value));
    var classPath =
        Stream.concat(
                Stream.of(root.resolve(engine.module()).resolve("target/classes")),
                jars(engine).sorted())
            .map(Path::toString)
            .toList();
    command.addAll(List.of("-cp", String.join(":", classPath), engine.mainClass(program)));
    return command;
  }

  private Stream<Path> jars(Engine engine) throws IOException {
    var target = root.resolve(engine.module()).resolve("target");
    try (var own = Files.list(target);
        var libraries =
            Files.isDirectory(target.resolve("lib"))
                ? Files.list(target.resolve("lib"))
                : Stream.<Path>empty()) {
      return Stream.concat(own, libraries)
          .filter(file -> file.toString().endsWith(".jar"))
          .toList()
          .stream();
    }
  }

  private static Optional<ObjectNode> result(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      var last = lines.filter(line -> line.startsWith(RESULT)).reduce((first, second) -> second);
      return last.isEmpty()
          ? Optional.empty()
          : Optional.of((ObjectNode) JSON.readTree(last.get().substring(RESULT.length())));
    }
  }

  static String lastLine(Path log) {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> !line.isBlank()).reduce((first, second) -> second).orElse("");
    } catch (IOException e) {
      return "";
    }
  }
}
