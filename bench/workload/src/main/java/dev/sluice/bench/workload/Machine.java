package dev.sluice.bench.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process and the machine have used. Linux only. */
public final class Machine {
  private static final long NANOS_A_TICK = 10_000_000;

  private Machine() {}

  /** CPU time of this process, in nanoseconds. */
  public static long processCpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** CPU time of all processes of the machine, in nanoseconds. */
  static long machineCpuNanos() {
    var fields = read("/proc/stat").findFirst().orElse("").trim().split(" +", -1);
    var ticks = 0L;
    for (var field = 1; field < fields.length && field <= 8; field++) {
      var isIdle = field == 4 || field == 5;
      ticks += isIdle ? 0 : Long.parseLong(fields[field]);
    }
    return ticks * NANOS_A_TICK;
  }

  /** Time spent in garbage collections, in milliseconds. */
  static long gcMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .filter(millis -> millis > 0)
        .sum();
  }

  /** Time spent compiling by this JVM so far, in milliseconds. */
  static long compilingMillis() {
    return ManagementFactory.getCompilationMXBean().getTotalCompilationTime();
  }

  /** Live heap after a full collection, in bytes. */
  public static long liveHeapBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** The most memory that this process has had resident, in megabytes. */
  public static long peakResidentMegabytes() {
    return read("/proc/self/status")
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024 / 1_000_000)
        .findFirst()
        .orElse(0);
  }

  /** When this process started, in milliseconds since 1970. */
  static long startMillis() {
    return ManagementFactory.getRuntimeMXBean().getStartTime();
  }

  private static Stream<String> read(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
