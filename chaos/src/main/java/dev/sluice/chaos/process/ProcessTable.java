package dev.sluice.chaos.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.chaos.process.JobProcess.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds processes by what Linux tells of them under {@code /proc}. */
public final class ProcessTable {
  private ProcessTable() {}

  /**
   * Finds the processes of a job.
   *
   * @param launcher the launcher's process id
   * @return its children, in order of their process ids
   */
  public static List<JobProcess> of(long launcher) {
    return ProcessHandle.of(launcher).stream()
        .flatMap(ProcessHandle::children)
        .filter(ProcessHandle::isAlive)
        .map(ProcessHandle::pid)
        .sorted()
        .map(ProcessTable::process)
        .toList();
  }

  private static JobProcess process(long pid) {
    var words =
        Stream.of(read(pid, "cmdline").split("\0", -1)).filter(word -> !word.isEmpty()).toList();
    var role = role(words);
    var port = role == Role.STORE ? Integer.parseInt(words.get(words.indexOf("--port") + 1)) : 0;
    return new JobProcess(role, pid, port);
  }

  private static Role role(List<String> words) {
    if (words.contains("--bucket")) {
      return Role.STORE;
    }
    var last = words.isEmpty() ? "" : words.get(words.size() - 1);
    return switch (last) {
      case "driver" -> Role.DRIVER;
      case "executor" -> Role.EXECUTOR;
      case "receiver" -> Role.RECEIVER;
      default -> Role.OTHER;
    };
  }

  /**
   * Finds what a run has left behind.
   *
   * @param directory the run's directory
   * @return processes whose command line or environment names it, but for this one
   */
  public static List<Long> naming(Path directory) {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> pid != ProcessHandle.current().pid())
        .filter(
            pid ->
                Stream.of("cmdline", "environ")
                    .anyMatch(file -> read(pid, file).contains(directory + "/")))
        .toList();
  }

  private static String read(long pid, String file) {
    try {
      return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)), UTF_8);
    } catch (IOException e) {
      return ""; // gone, or somebody else's
    }
  }
}
