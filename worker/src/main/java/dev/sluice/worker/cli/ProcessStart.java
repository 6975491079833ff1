package dev.sluice.worker.cli;

import dev.sluice.worker.node.WorkerRole;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The command lines that `sluice run` and pods use, understood without the parser: loading that
 * takes a tenth of a second, which counts when a process replaces one that died.
 */
final class ProcessStart {
  private ProcessStart() {}

  /** {@return the process that a command line asks for; empty if it has to be parsed} */
  static Optional<Callable<Integer>> of(String[] args) {
    var words = List.of(args);
    if (words.equals(List.of("driver"))) {
      return Optional.of(new DriverCommand());
    }
    for (var role : WorkerRole.values()) {
      if (words.equals(List.of("worker", "--role", role.word()))) {
        return Optional.of(new WorkerCommand(EnumSet.of(role)));
      }
    }
    return Optional.empty();
  }
}
