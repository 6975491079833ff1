package dev.sluice.chaos.report;

import dev.sluice.chaos.fault.Recoveries.Recovery;
import dev.sluice.chaos.plan.FaultKind;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** The table at the end. */
public final class Summary {
  private static final String ROW = "%-18s %6s %9s %8s %8s %8s%n";

  private Summary() {}

  /** {@return the table of these runs} */
  public static String of(Collection<RunReport> runs) {
    var table = new StringBuilder();
    table.append(ROW.formatted("fault", "drawn", "survived", "p50 ms", "p99 ms", "max ms"));
    for (var kind : FaultKind.values()) {
      row(table, kind, runs);
    }
    var all = runs.stream().flatMap(run -> run.recoveries().stream()).toList();
    table.append(row("all recoveries", all.size(), all.size(), all));
    table.append(
        String.format(
            Locale.ROOT,
            "%nruns %d, survived %d, faults %d, numbers %d, lost %d, doubled %d%n",
            runs.size(),
            runs.stream().filter(RunReport::survived).count(),
            runs.stream().mapToInt(run -> run.plan().faults().size()).sum(),
            runs.stream().mapToLong(RunReport::numbers).sum(),
            runs.stream().mapToLong(run -> run.verdict().lost()).sum(),
            runs.stream().mapToLong(run -> run.verdict().doubled()).sum()));
    var failed =
        runs.stream().filter(run -> !run.survived()).map(run -> run.plan().seed()).toList();
    if (!failed.isEmpty()) {
      table.append("failed seeds: ").append(failed).append('\n');
    }
    return table.toString();
  }

  private static void row(StringBuilder table, FaultKind kind, Collection<RunReport> runs) {
    var having = runs.stream().filter(run -> has(run, kind)).toList();
    if (!having.isEmpty()) {
      var alone =
          having.stream()
              .flatMap(run -> run.recoveries().stream())
              .filter(each -> each.faults().stream().allMatch(fault -> fault.kind() == kind))
              .toList();
      var survived = having.stream().filter(RunReport::survived).count();
      table.append(row(kind.word(), having.size(), survived, alone));
    }
  }

  private static boolean has(RunReport run, FaultKind kind) {
    return run.plan().faults().stream().anyMatch(fault -> fault.kind() == kind);
  }

  private static String row(String name, long drawn, long survived, List<Recovery> recoveries) {
    var millis = recoveries.stream().map(Recovery::millis).sorted().toList();
    return ROW.formatted(
        name, drawn, survived, rank(millis, 0.5), rank(millis, 0.99), rank(millis, 1));
  }

  private static String rank(List<Long> sorted, double share) {
    if (sorted.isEmpty()) {
      return "-";
    }
    var index = (int) Math.ceil(share * sorted.size()) - 1;
    return Long.toString(sorted.get(Math.max(0, index)));
  }
}
