package dev.sluice.worker.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A process to be started.
 *
 * @param name its name, unique in the run; also that of its log file
 * @param command the command line
 * @param environment variables beside those of this process
 * @param directory working directory
 * @param log file for its standard error, and for its output
 * @param output gets each line of its standard output as well
 */
record ProcessSpec(
    String name,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    Consumer<String> output) {
  ProcessSpec {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
