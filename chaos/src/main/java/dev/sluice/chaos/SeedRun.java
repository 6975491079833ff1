package dev.sluice.chaos;

import dev.sluice.chaos.fault.Recoveries;
import dev.sluice.chaos.fault.SlowTasks;
import dev.sluice.chaos.fault.SmallDisk;
import dev.sluice.chaos.ledger.Ledger;
import dev.sluice.chaos.ledger.StoreCheck;
import dev.sluice.chaos.ledger.Verdict;
import dev.sluice.chaos.plan.FaultKind;
import dev.sluice.chaos.plan.Plan;
import dev.sluice.chaos.process.Installation;
import dev.sluice.chaos.process.ProcessTable;
import dev.sluice.chaos.process.RunDirectory;
import dev.sluice.chaos.report.RunReport;
import dev.sluice.chaos.store.StoreWeather;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The run of one seed: what is there before it, what it shows, what is left after it. */
final class SeedRun {
  private static final Set<FaultKind> LEAVE_TEMPORARY_OBJECTS =
      Set.of(
          FaultKind.KILL_ALL, FaultKind.KILL_LAUNCHER, FaultKind.KILL_STORE, FaultKind.DISK_FULL);

  private final Installation installation;
  private final RunDirectory directory;
  private final boolean keep;
  private final List<String> problems = new ArrayList<>();

  /**
   * Makes a run.
   *
   * @param directory where it has its files; emptied before
   * @param keep whether they stay although the job survived
   */
  SeedRun(Installation installation, Path directory, boolean keep) {
    this.installation = installation;
    this.directory = new RunDirectory(directory);
    this.keep = keep;
  }

  /** Makes the run, called once. */
  RunReport run(Plan plan) throws IOException, InterruptedException {
    Directories.recreate(directory.root());
    var startedAt = System.nanoTime();
    if (plan.faults().stream().noneMatch(fault -> fault.kind() == FaultKind.DISK_FULL)) {
      return cleaned(report(plan, null, startedAt));
    }
    try (var disk = SmallDisk.at(directory.root())) {
      var report = report(plan, disk, startedAt);
      if (!report.survived()) {
        Directories.copy(directory.root(), directory.root().resolveSibling(kept()));
      }
      return report;
    } finally {
      if (!keep) {
        Directories.delete(directory.root());
      }
    }
  }

  private String kept() {
    return directory.root().getFileName() + "-kept";
  }

  private RunReport cleaned(RunReport report) throws IOException {
    if (report.survived() && !keep) {
      Directories.delete(directory.root());
    }
    return report;
  }

  private RunReport report(Plan plan, @Nullable SmallDisk disk, long startedAt)
      throws IOException, InterruptedException {
    var weather = new StoreWeather();
    var recoveries = new Recoveries();
    var inputs = new Inputs(directory);
    var life = new JobLife(installation, directory, plan, inputs, weather, recoveries);
    var hasEnded = life.run(disk);
    problems.addAll(life.problems());
    var left = ProcessTable.naming(directory.root());
    if (!left.isEmpty()) {
      problems.add("processes that were left: " + left);
      left.stream()
          .flatMap(pid -> ProcessHandle.of(pid).stream())
          .forEach(ProcessHandle::destroyForcibly);
    }
    var ledger = Ledger.read(directory.ledger());
    var verdict = hasEnded ? Verdict.of(ledger, inputs.given()) : new Verdict(0, 0, List.of());
    problems.addAll(verdict.problems());
    if (hasEnded) {
      var killed =
          plan.faults().stream().anyMatch(each -> LEAVE_TEMPORARY_OBJECTS.contains(each.kind()));
      problems.addAll(StoreCheck.problems(directory.jobObjects(), killed));
      if (!killed) {
        problems.addAll(StoreCheck.uploads(directory.bucket()));
        ledger.strangers().forEach(file -> problems.add("a file that is no output: " + file));
      }
    }
    return new RunReport(
        plan,
        recoveries.done(),
        inputs.given().size(),
        ledger.numbers().size(),
        verdict,
        List.copyOf(problems),
        weather.unlucky(),
        life.resumes(),
        SlowTasks.copies(directory),
        (System.nanoTime() - startedAt) / 1e9);
  }
}
