package dev.sluice.worker.export;

import dev.sluice.worker.checkpoint.CheckpointCatalog;
import dev.sluice.worker.checkpoint.CheckpointEntry;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.storage.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether everything that a restore of any checkpoint needs is there and undamaged.
 *
 * @param intact whether nothing is wrong
 * @param restorable whether at least one checkpoint that counts is intact
 * @param log what is wrong with the log
 * @param checkpoints what was looked at, the newest first
 * @param unreferenced state objects that no checkpoint refers to; not wrong, they are deleted when
 *     the checkpoints that are kept are younger
 */
public record CheckpointVerification(
    boolean intact,
    boolean restorable,
    List<String> log,
    List<Checked> checkpoints,
    List<String> unreferenced) {
  public CheckpointVerification {
    log = List.copyOf(log);
    checkpoints = List.copyOf(checkpoints);
    unreferenced = List.copyOf(unreferenced);
  }

  /**
   * One checkpoint.
   *
   * @param id its number
   * @param counts whether the log names it
   * @param ranges how many ranges of state were read
   * @param bytes their bytes
   * @param problems what is wrong with it
   */
  public record Checked(long id, boolean counts, int ranges, long bytes, List<String> problems) {
    public Checked {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads everything; a range that several checkpoints share is read once.
   *
   * @param store the job's objects, from its root on
   */
  public static CheckpointVerification of(ObjectStore store, CheckpointCatalog catalog) {
    var state = new StateCheck(store);
    var checked = new ArrayList<Checked>();
    for (var entry : catalog.checkpoints()) {
      checked.add(0, check(state, entry));
    }
    var log = catalog.log().problems(neededFrom(catalog));
    var sound = checked.stream().filter(each -> each.problems().isEmpty()).toList();
    return new CheckpointVerification(
        log.isEmpty() && sound.size() == checked.size(),
        sound.stream().anyMatch(Checked::counts),
        log,
        checked,
        catalog.unreferenced());
  }

  private static Checked check(StateCheck state, CheckpointEntry entry) {
    if (entry.manifest().isEmpty()) {
      return new Checked(entry.id(), entry.logged(), 0, 0, entry.problem().stream().toList());
    }
    return state.check(entry.manifest().get(), entry.logged());
  }

  /** The log has to be dense from the oldest checkpoint that counts, or from its beginning. */
  private static long neededFrom(CheckpointCatalog catalog) {
    return catalog.checkpoints().stream()
        .filter(CheckpointEntry::logged)
        .flatMap(entry -> entry.manifest().stream())
        .mapToLong(Manifest::logSequence)
        .min()
        .orElse(0);
  }

  /** Returns the result for a person. */
  public String text() {
    var text = new StringBuilder();
    for (var each : checkpoints) {
      text.append(
          "checkpoint %d: %s%n"
              .formatted(
                  each.id(),
                  each.problems().isEmpty()
                      ? "intact, %s bytes in %s ranges%s"
                          .formatted(
                              TextTable.number(each.bytes()),
                              TextTable.number(each.ranges()),
                              each.counts() ? "" : "; the log does not name it, it does not count")
                      : "DAMAGED"));
      each.problems().forEach(problem -> text.append("  ").append(problem).append('\n'));
    }
    text.append(log.isEmpty() ? "log: intact\n" : "log: DAMAGED\n");
    log.forEach(problem -> text.append("  ").append(problem).append('\n'));
    if (!unreferenced.isEmpty()) {
      text.append(
          "%s state objects belong to no checkpoint; the job deletes them in time%n"
              .formatted(TextTable.number(unreferenced.size())));
    }
    return text.toString();
  }
}
