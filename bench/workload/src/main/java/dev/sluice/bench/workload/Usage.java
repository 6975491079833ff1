package dev.sluice.bench.workload;

/**
 * What was used up to a moment.
 *
 * @param nanos the moment, of {@link System#nanoTime}
 * @param processCpuNanos CPU time of this process
 * @param machineCpuNanos CPU time of all processes
 * @param gcMillis time in garbage collections
 */
record Usage(long nanos, long processCpuNanos, long machineCpuNanos, long gcMillis) {
  static Usage now() {
    return new Usage(
        System.nanoTime(),
        Machine.processCpuNanos(),
        Machine.machineCpuNanos(),
        Machine.gcMillis());
  }

  /**
   * Reports what was used since an earlier moment; other CPU is that of the rest of the machine.
   */
  void putSince(Usage before, Report report) {
    var elapsed = (double) (nanos - before.nanos);
    var own = processCpuNanos - before.processCpuNanos;
    var all = machineCpuNanos - before.machineCpuNanos;
    report.put("measuredSeconds", elapsed / 1e9, 2);
    report.put("cpuCores", cpuCoresSince(before), 2);
    report.put("otherCpuCores", Math.max(0, all - own) / elapsed, 2);
    report.put("gcPercent", 100 * (gcMillis - before.gcMillis) * 1e6 / elapsed, 2);
  }

  /** CPU seconds of this process a second since an earlier moment. */
  double cpuCoresSince(Usage before) {
    return (processCpuNanos - before.processCpuNanos) / (double) (nanos - before.nanos);
  }
}
