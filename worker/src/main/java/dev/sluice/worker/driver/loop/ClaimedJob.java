package dev.sluice.worker.driver.loop;

import dev.sluice.graph.StreamGraph;
import dev.sluice.worker.checkpoint.CommitLog;
import dev.sluice.worker.checkpoint.LogContents;
import dev.sluice.worker.checkpoint.RecoveryPlan;
import dev.sluice.worker.driver.batch.BatchClock;
import dev.sluice.worker.driver.input.FileSourceCheck;
import dev.sluice.worker.driver.output.OutputCheck;
import dev.sluice.worker.driver.place.Foundations;
import dev.sluice.worker.driver.place.JobPlace;
import dev.sluice.worker.plan.JobPlanner;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.storage.JobFiles;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job whose log this driver has claimed, so that no older driver can commit any more, with what
 * was there.
 *
 * @param foundations the store, and the server that workers connect to
 * @param files the way to the files of streams and outputs
 * @param log the job's log
 * @param contents what was in it
 * @param recovery what the job goes on from
 * @param planner plans the program
 * @param clock when batches are due
 * @param begunMillis when the job began, if it has left batches and no checkpoint
 */
record ClaimedJob(
    Foundations foundations,
    JobFiles files,
    CommitLog log,
    LogContents contents,
    RecoveryPlan recovery,
    JobPlanner planner,
    BatchClock clock,
    OptionalLong begunMillis) {
  private static final Logger LOG = LoggerFactory.getLogger(ClaimedJob.class);

  /**
   * Checks the program, opens the store, waits for the driver's turn and claims the log.
   *
   * @param end closes what was opened
   * @param batchMillis the present time on the clock that batches are cut by
   */
  static ClaimedJob claim(
      StreamGraph graph,
      Settings settings,
      JobPlace place,
      Clock clock,
      long batchMillis,
      JobEnd end) {
    var start = new JobStart(graph, settings, place);
    // Opened by threads of their own while the program is checked.
    var foundations = end.add(place.foundations().get());
    start.check();
    var files = end.add(new JobFiles(place.state().files()));
    FileSourceCheck.check(graph.sources(), files, place.jobClasses());
    OutputCheck.check(graph.outputs(), files, place.jobClasses());
    var store = foundations.store();
    place.turn().await(foundations, new Rehearsal(start, foundations)::run);
    var begun = System.nanoTime();
    var claim = CommitLog.claim(store, "", place.job().epoch(), clock, place.state().damaged());
    var log = end.add(claim.log());
    claim.contents().notices().forEach(notice -> LOG.warn("{}", notice));
    var recovery = start.restorePoint(claim.contents());
    var planner = start.plan(recovery);
    LOG.info(
        "claimed the log of {} as epoch {} within {} ms: {}, {} batches to run again",
        place.state().location(),
        log.epoch(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
        recovery.checkpoint().map(newest -> "checkpoint " + newest.id()).orElse("no checkpoint"),
        recovery.replay().size());
    return new ClaimedJob(
        foundations,
        files,
        log,
        claim.contents(),
        recovery,
        planner,
        start.clock(recovery, batchMillis),
        recovery.isEmpty() || recovery.checkpoint().isPresent()
            ? OptionalLong.empty()
            : OptionalLong.of(start.begunMillis(recovery)));
  }
}
