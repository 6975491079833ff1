package dev.sluice.worker.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Says for every slot of a run how its process is started.
 *
 * @param installation the programs
 * @param job the job
 * @param environment what the processes are told
 * @param state where logs go
 * @param firstEpoch the epoch of the run's first driver
 * @param storeOutput gets the embedded store's output
 * @param driverOutput gets the driver's output
 * @param heapMegabytes largest heap of a process of the job
 */
record ProcessSpecs(
    Installation installation,
    LocalJob job,
    JobEnvironment environment,
    StateDirectory state,
    long firstEpoch,
    Consumer<String> storeOutput,
    Consumer<String> driverOutput,
    int heapMegabytes) {
  ProcessSpec of(Slot slot, int attempt) {
    var name = slot.attemptName(attempt);
    return switch (slot.role()) {
      case STORE -> store(name);
      case DRIVER -> driver(name, attempt);
      case EXECUTOR, RECEIVER -> worker(name, slot.role());
      case COMPANION -> companion(name);
    };
  }

  /** {@return the epoch of a driver's attempt} */
  long epoch(int attempt) {
    return firstEpoch + attempt - 1;
  }

  /** {@return the file with the one-line reason of a process' end} */
  Path terminationLog(String name) {
    return state.logs().resolve(name + ".reason");
  }

  /** {@return the file with the driver's last status} */
  Path finalStatus() {
    return state.root().resolve("final-status.json");
  }

  Path log(String name) {
    return state.logs().resolve(name + ".log");
  }

  private ProcessSpec store(String name) {
    var arguments =
        List.of(
            "--directory", state.store().toString(),
            "--port", Integer.toString(environment.storePort()),
            "--bucket", LocalJob.bucket());
    return spec(name, installation.store(arguments), environment.ofStore(), storeOutput);
  }

  private ProcessSpec driver(String name, int attempt) {
    return spec(
        name,
        installation.runtime(heapMegabytes, List.of("driver")),
        environment.ofDriver(epoch(attempt), attempt == 1, terminationLog(name), finalStatus()),
        driverOutput);
  }

  private ProcessSpec worker(String name, Role role) {
    return spec(
        name,
        installation.runtime(heapMegabytes, List.of("worker", "--role", role.word())),
        environment.ofWorker(job.job().name() + "-" + name, terminationLog(name)),
        line -> {});
  }

  private ProcessSpec companion(String name) {
    return spec(
        name,
        installation.companion(job.jar(), job.companion().orElseThrow(), job.companionArgs()),
        Map.of(),
        line -> {});
  }

  private ProcessSpec spec(
      String name, List<String> command, Map<String, String> variables, Consumer<String> output) {
    return new ProcessSpec(name, command, variables, job.directory(), log(name), output);
  }
}
