package dev.sluice.bench.sluice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of the job that this driver process belongs to. */
final class JobProcesses {
  private static final long NANOS_A_TICK = 10_000_000;

  private final List<Long> ids;

  /** Finds the driver and the executors among the children of the launcher. */
  JobProcesses() {
    var launcher =
        ProcessHandle.current()
            .parent()
            .orElseThrow(() -> new IllegalStateException("the launcher is gone"));
    ids =
        launcher
            .children()
            .filter(child -> isDriver(child) || isExecutor(child))
            .map(ProcessHandle::pid)
            .toList();
  }

  /** CPU time of driver and executors, in nanoseconds with a resolution of ten milliseconds. */
  long cpuNanos() {
    return ids.stream().mapToLong(JobProcesses::cpuNanos).sum();
  }

  private static boolean isDriver(ProcessHandle process) {
    return process.pid() == ProcessHandle.current().pid();
  }

  private static boolean isExecutor(ProcessHandle process) {
    return commandLine(process.pid()).contains("\0executor");
  }

  private static String commandLine(long pid) {
    return read(pid, "cmdline");
  }

  private static long cpuNanos(long pid) {
    var stat = read(pid, "stat");
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_A_TICK;
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException("process " + pid + " of the job is gone", e);
    }
  }
}
