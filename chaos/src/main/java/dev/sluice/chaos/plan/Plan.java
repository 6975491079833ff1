package dev.sluice.chaos.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What happens in a run: a pure function of its seed and of the kinds of faults that are allowed.
 *
 * @param seed the seed
 * @param executors number of executors
 * @param receivers number of receiver workers
 * @param logsBlocks whether receivers have a write-ahead log; always when the faults may take both
 *     copies of a block
 * @param endsBySignal whether the job is ended by SIGTERM to its launcher; else by its source
 * @param faults in order of their time
 */
public record Plan(
    long seed,
    int executors,
    int receivers,
    boolean logsBlocks,
    boolean endsBySignal,
    List<Fault> faults) {
  private static final int MOST_FAULTS = 3;
  private static final long LONGEST_GAP_MILLIS = 1_200;
  private static final double OVERLAP = 0.3;

  /** Copies the faults. */
  public Plan {
    faults = List.copyOf(faults);
  }

  /**
   * Draws a run.
   *
   * @param seed its seed
   * @param kinds the faults to draw from; none gives a run without faults
   * @return the plan, always the same for the same arguments
   */
  public static Plan of(long seed, Collection<FaultKind> kinds) {
    var sorted = kinds.stream().sorted().distinct().toList();
    // Seeds that follow each other would draw alike first numbers.
    var random = new SplittableRandom(new SplittableRandom(seed).nextLong());
    var executors = 1 + random.nextInt(2) + random.nextInt(2);
    var receivers = 1 + random.nextInt(2);
    var endsBySignal = random.nextBoolean();
    var logsBlocks = random.nextBoolean();
    var faults = faults(random, sorted);
    var plan =
        new Plan(seed, executors, receivers, logsBlocks || needsLog(faults), endsBySignal, faults);
    return plan.hasSlowTasks() && executors == 1 ? plan.withTwoExecutors() : plan;
  }

  /** Copies of slow tasks need somewhere else to run. */
  private Plan withTwoExecutors() {
    return new Plan(seed, 2, receivers, logsBlocks, endsBySignal, faults);
  }

  /** {@return whether tasks are slow in this run, so that they have to be copied} */
  public boolean hasSlowTasks() {
    return faults.stream().anyMatch(fault -> fault.kind() == FaultKind.SLOW_TASK);
  }

  private static List<Fault> faults(SplittableRandom random, List<FaultKind> kinds) {
    var faults = new ArrayList<Fault>();
    if (kinds.isEmpty()) {
      return faults;
    }
    var count = 1 + random.nextInt(MOST_FAULTS);
    var at = 0L;
    for (var i = 0; i < count; i++) {
      var kind = kinds.get(random.nextInt(kinds.size()));
      at += random.nextLong(LONGEST_GAP_MILLIS);
      var more = kind.longestMillis() - kind.shortestMillis();
      var duration = kind.shortestMillis() + (more == 0 ? 0 : random.nextLong(more));
      var seed = random.nextLong();
      if (faults.stream()
          .noneMatch(other -> other.kind() == kind || excludes(other.kind(), kind))) {
        faults.add(new Fault(kind, at, duration, seed));
        at += random.nextDouble() < OVERLAP ? 0 : duration;
      }
    }
    faults.sort(Comparator.comparingLong(Fault::atMillis));
    return faults;
  }

  /** Two copies of a block are safe from the loss of one worker. */
  private static boolean needsLog(List<Fault> faults) {
    var losses = faults.stream().mapToInt(fault -> fault.kind().workersLost()).sum();
    return losses > 1;
  }

  /**
   * Two states of the one network before the store, or two starts by hand, are no plan; nor are
   * clocks that are set by files on a full disk.
   */
  private static boolean excludes(FaultKind one, FaultKind other) {
    return (one.endsRun() && other.endsRun())
        || (ofStore(one) && ofStore(other))
        || (ofFiles(one) && ofFiles(other));
  }

  private static boolean ofFiles(FaultKind kind) {
    return kind.needsClocks() || kind == FaultKind.DISK_FULL;
  }

  private static boolean ofStore(FaultKind kind) {
    return kind.compareTo(FaultKind.S3_ERRORS) >= 0 && kind.compareTo(FaultKind.S3_MINUTE) <= 0;
  }
}
