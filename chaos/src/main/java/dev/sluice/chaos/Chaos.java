package dev.sluice.chaos;

import dev.sluice.chaos.fault.PacketFilter;
import dev.sluice.chaos.fault.SmallDisk;
import dev.sluice.chaos.plan.FaultKind;
import dev.sluice.chaos.plan.Plan;
import dev.sluice.chaos.process.Installation;
import dev.sluice.chaos.report.RunReport;
import dev.sluice.chaos.report.Summary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The command. Prints a JSON object a run, then a table. */
public final class Chaos {
  private static final int USAGE = 64;
  private static final long CLEAN_UP_MILLIS = 10_000;

  private final Installation installation;
  private final Request request;
  private final PrintStream out;

  Chaos(Installation installation, Request request, PrintStream out) {
    this.installation = installation;
    this.request = request;
    this.out = out;
  }

  /**
   * Runs the command; the system property {@code chaos.root} is the root of the project.
   *
   * @param arguments those of {@code chaos/run}
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] arguments) throws InterruptedException {
    cleanUpWhenTold(Thread.currentThread());
    try {
      var root = Path.of(System.getProperty("chaos.root", ".")).toAbsolutePath().normalize();
      var request = Request.parse(root.resolve("chaos/target/runs"), arguments);
      var runs = new Chaos(Installation.of(root), request, System.out).run();
      Runtime.getRuntime().halt(runs.stream().allMatch(RunReport::survived) ? 0 : 1);
    } catch (UsageException e) {
      System.err.println("chaos/run: " + e.getMessage());
      Runtime.getRuntime().halt(USAGE);
    } catch (IOException e) {
      System.err.println("chaos/run: " + e);
      Runtime.getRuntime().halt(1);
    }
  }

  /** A signal ends the run that is under way: its processes, packet filters and mounts. */
  private static void cleanUpWhenTold(Thread main) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  main.interrupt();
                  try {
                    main.join(CLEAN_UP_MILLIS);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  /** Makes all runs, one after another. */
  List<RunReport> run() throws IOException, InterruptedException {
    var directory = Files.createDirectories(request.directory().toAbsolutePath().normalize());
    var faults = possible(directory);
    var runs = new ArrayList<RunReport>();
    for (var seed = request.firstSeed(); seed <= request.lastSeed(); seed++) {
      var run = new SeedRun(installation, directory.resolve("seed-" + seed), request.keep());
      runs.add(run.run(Plan.of(seed, faults)));
      out.println(runs.get(runs.size() - 1).line());
    }
    out.println();
    out.print(Summary.of(runs));
    return runs;
  }

  private Set<FaultKind> possible(Path directory) throws IOException, InterruptedException {
    var faults = EnumSet.noneOf(FaultKind.class);
    faults.addAll(request.faults());
    if (faults.stream().anyMatch(FaultKind::needsPacketFilter) && !PacketFilter.isThere()) {
      leaveOut(faults, FaultKind::needsPacketFilter, "iptables and ss, as root");
    }
    if (faults.contains(FaultKind.DISK_FULL) && !SmallDisk.isThere(directory)) {
      leaveOut(faults, FaultKind.DISK_FULL::equals, "to mount a tmpfs, as root");
    }
    return faults;
  }

  private void leaveOut(Set<FaultKind> faults, Predicate<FaultKind> which, String needs) {
    var left = faults.stream().filter(which).map(FaultKind::word).toList();
    var line = "%s left out: it needs %s".formatted(String.join(", ", left), needs);
    if (request.chosen()) {
      throw new UsageException(line);
    }
    System.err.println("chaos/run: " + line + "; the same seeds draw other faults then");
    faults.removeIf(which);
  }
}
