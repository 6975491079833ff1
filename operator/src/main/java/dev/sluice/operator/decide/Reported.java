package dev.sluice.operator.decide;

import dev.sluice.crds.CheckpointStatus;
import dev.sluice.crds.DriverStatus;
import dev.sluice.crds.Progress;
import dev.sluice.crds.RestoreStatus;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.observe.DriverLoad;
import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.ObservedJob;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the status that come from the driver's answers. Figures that change with every batch
 * are refreshed at intervals only, so that a thousand idle jobs write next to nothing.
 */
record Reported(CheckpointStatus checkpoint, RestoreStatus restore, @Nullable Progress progress) {
  private static final int CHECKPOINT_PATH_LIMIT = 1024;

  static Reported of(ObservedJob observed, DriverStatus driver, Duration interval, Instant now) {
    StreamingJobStatus before = observed.status();
    boolean otherStart =
        driver.epoch() > before.driver().epoch()
            && RestorePoint.otherStartWanted(observed.spec(), before);
    if (otherStart) {
      return new Reported(
          CheckpointStatus.EMPTY.at(before.checkpoint().location()), RestoreStatus.EMPTY, null);
    }
    DriverReport report = observed.reportOf(driver.podName());
    if (report == null) {
      return new Reported(before.checkpoint(), before.restore(), before.progress());
    }
    RestoreStatus restore = restore(observed, driver, report);
    boolean refresh = isDue(before.progress(), report, interval, now);
    CheckpointStatus checkpoint = before.checkpoint();
    if (report.lastCompleted() != null || report.failedCheckpoints() > 0) {
      boolean firstOne =
          report.lastCompleted() != null && before.checkpoint().lastCompleted() == null;
      boolean changed =
          before.checkpoint().consecutiveFailures() != report.failedCheckpoints() || firstOne;
      if (refresh || changed) {
        checkpoint =
            new CheckpointStatus(
                report.lastCompleted() == null
                        || report.lastCompleted().path().length() > CHECKPOINT_PATH_LIMIT
                    ? before.checkpoint().lastCompleted()
                    : report.lastCompleted(),
                report.failedCheckpoints(),
                before.checkpoint().location(),
                before.checkpoint().discarded());
      }
    }
    Progress progress =
        refresh ? progress(report, observed.loadOf(driver.podName()), now) : before.progress();
    return new Reported(checkpoint, restore, progress);
  }

  private static RestoreStatus restore(
      ObservedJob observed, DriverStatus driver, DriverReport report) {
    RestoreStatus before = observed.status().restore();
    if (report.resolved() == null
        || (Objects.equals(before.resolved(), report.resolved())
            && Objects.equals(before.epoch(), driver.epoch()))) {
      return before;
    }
    return new RestoreStatus(report.resolved(), driver.epoch(), observed.spec().restore().nonce());
  }

  private static boolean isDue(
      @Nullable Progress before, DriverReport report, Duration interval, Instant now) {
    if (report.batch() == null) {
      return false;
    }
    return before == null
        || !before.state().equals(report.state())
        || !now.isBefore(Instant.parse(before.time()).plus(interval));
  }

  private static @Nullable Progress progress(
      DriverReport report, @Nullable DriverLoad load, Instant now) {
    Limits limits = load == null ? null : Limits.of(load.sample());
    DriverReport.Batch batch = report.batch();
    return batch == null
        ? null
        : new Progress(
            report.state(),
            batch.index(),
            batch.time().toString(),
            batch.recordsPerSecond(),
            batch.processingMillis(),
            batch.schedulingDelayMillis(),
            batch.stateEntries(),
            batch.totalRecords(),
            limits == null ? null : limits.utilizationPercent(),
            limits == null ? null : limits.lagRecords(),
            limits == null ? null : limits.bottleneck(),
            now.toString());
  }
}
