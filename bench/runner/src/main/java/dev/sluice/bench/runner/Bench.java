package dev.sluice.bench.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The command. Prints a JSON object a run, then a table. */
public final class Bench {
  private static final int USAGE = 64;

  /** What is killed in the job with many keys. */
  private static final List<String> KEYED_ROLES = List.of("driver", "executor");

  private final Path root;
  private final Request request;
  private final ObjectMapper json = new ObjectMapper();
  private final List<Run> runs = new ArrayList<>();

  private Bench(Path root, Request request) {
    this.root = root;
    this.request = request;
  }

  /**
   * Runs the command; the system property {@code bench.root} is the root of the project.
   *
   * @param arguments those of {@code bench/run}
   */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      var root = Path.of(System.getProperty("bench.root", ".")).toAbsolutePath().normalize();
      var bench = new Bench(root, Request.parse(arguments));
      System.exit(bench.run() ? 0 : 1);
    } catch (UsageException e) {
      System.err.println("bench/run: " + e.getMessage());
      System.exit(USAGE);
    } catch (IOException e) {
      System.err.println("bench/run: " + e);
      System.exit(1);
    }
  }

  private boolean run() throws IOException, InterruptedException {
    Set<String> modules =
        request.engines().stream().map(Engine::module).collect(Collectors.toSet());
    new Build(root).ensure(modules);
    if (request.workload() == Workload.RECOVERY) {
      killAgainAndAgain();
    }
    for (var repetition = 1; repetition <= request.repetitions(); repetition++) {
      for (var engine : request.engines()) {
        runOne(engine, repetition);
      }
    }
    System.out.println();
    System.out.print(Table.of(runs, request.workload().figures()));
    return runs.stream().allMatch(Run::isVerified);
  }

  private void killAgainAndAgain() throws IOException, InterruptedException {
    for (var role : KEYED_ROLES) {
      if (request.engines().contains(Engine.SLUICE_PROCESSES)) {
        var kill = new AtomicInteger();
        new KeyedRecovery(root, request.options())
            .run(
                role,
                request.repetitions(),
                result ->
                    add(Engine.SLUICE_PROCESSES, "kill " + role, kill.incrementAndGet(), result));
      }
    }
    if (request.engines().contains(Engine.SPARK)) {
      var kill = new AtomicInteger();
      new SparkRecovery(root, request.options())
          .run(
              request.repetitions(),
              result -> add(Engine.SPARK, "kill Spark", kill.incrementAndGet(), result));
    }
  }

  private void runOne(Engine engine, int repetition) throws IOException, InterruptedException {
    switch (request.workload()) {
      case RECOVERY -> {
        if (engine == Engine.SLUICE_PROCESSES) {
          add(engine, "kill receiver", repetition, new Recovery(root).run("receiver"));
        }
      }
      case CHECKPOINT -> {
        for (var turn : CheckpointTurn.values()) {
          if (repetition == 1 || turn.isRepeated()) {
            add(
                engine,
                turn.subject(),
                repetition,
                measure(engine, turn.program(), turn.options()));
          }
        }
      }
      case OVERLOAD -> {
        for (var turn : OverloadTurn.values()) {
          var program = request.workload().program();
          add(engine, turn.subject(), repetition, measure(engine, program, turn.options()));
        }
      }
      default ->
          add(
              engine,
              engine.id(),
              repetition,
              measure(engine, request.workload().program(), Map.of()));
    }
  }

  private ObjectNode measure(Engine engine, String program, Map<String, String> more)
      throws IOException, InterruptedException {
    var workload = request.workload();
    var options = new HashMap<>(workload.options(request.options()));
    options.putAll(more);
    if (engine == Engine.SLUICE_PROCESSES) {
      return new JobProcesses(root, options).run();
    }
    return new EngineJvm(root).run(engine, program, workload, options);
  }

  private void add(Engine engine, String subject, int repetition, ObjectNode result) {
    var line =
        json.createObjectNode()
            .put("engine", engine.id())
            .put("version", version(engine))
            .put("workload", request.workload().id())
            .put("repetition", repetition);
    line.setAll(result);
    runs.add(new Run(subject, line));
    System.out.println(line);
  }

  private String version(Engine engine) {
    try {
      return engine == Engine.LIMIT_STRINGS ? "hand-written" : new EngineJvm(root).version(engine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
