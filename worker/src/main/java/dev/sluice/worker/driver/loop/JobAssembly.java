package dev.sluice.worker.driver.loop;

import dev.sluice.runtime.RddRunner;
import dev.sluice.worker.checkpoint.BranchRemoval;
import dev.sluice.worker.checkpoint.CheckpointCleaner;
import dev.sluice.worker.checkpoint.CheckpointStore;
import dev.sluice.worker.checkpoint.LoggedBatches;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.Savepoints;
import dev.sluice.worker.control.Admission;
import dev.sluice.worker.driver.events.BatchEvents;
import dev.sluice.worker.driver.events.InputInfos;
import dev.sluice.worker.driver.output.OutputRunner;
import dev.sluice.worker.driver.output.SinkCommits;
import dev.sluice.worker.driver.rate.RateControl;
import dev.sluice.worker.driver.receivers.ReceiverEvents;
import dev.sluice.worker.driver.receivers.ReceiverTracker;
import dev.sluice.worker.driver.snapshot.CheckpointCoordinator;
import dev.sluice.worker.driver.snapshot.CheckpointWriter;
import dev.sluice.worker.driver.snapshot.JobFacts;
import dev.sluice.worker.driver.snapshot.RequestedSnapshots;
import dev.sluice.worker.driver.speculation.SpeculationSettings;
import dev.sluice.worker.driver.speculation.TaskRounds;
import dev.sluice.worker.driver.status.JobProgress;
import dev.sluice.worker.node.WorkerNode;
import dev.sluice.worker.receiver.RateSettings;
import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.sink.TwoPhaseSinks;
import java.time.Duration;
import java.util.Map;

/**
 * Puts the parts of a job's driver together, once; parts that are made before the loop reach it by
 * a promise.
 */
final class JobAssembly {
  private static final long GRACE_MILLIS = 1_500;
  private static final long FIRST_GRACE_MILLIS = 10_000;
  private static final long BLOCK_GRACE_MILLIS = 5_000;
  private static final long SHORTEST_STOP_MILLIS = 10_000;
  private static final long LONGEST_PATIENCE_MILLIS = 20;

  private final JobGround ground;

  JobAssembly(JobGround ground) {
    this.ground = ground;
  }

  /** Makes the parts, starts the loop and lets workers in. */
  RunningJob start(RddRunner runner) {
    var progress =
        new JobProgress(
            ground.place().status(),
            ground.place().job().name(),
            ground.log().epoch(),
            ground.interval(),
            ground.recovery().checkpoint(),
            ground.claimed().contents().notices());
    restoreAccumulators();
    var batches = batches(progress);
    var actions = ActionParts.of(ground, batches::zeroMillis);
    var snapshots =
        ground.closeAtEnd(
            new RequestedSnapshots(
                new Savepoints(ground.store(), ground.clock()),
                new BranchRemoval(ground.place().state().location()),
                RequestedSnapshots.copier(),
                begun -> ground.loop().forceCheckpoint(begun)));
    var checkpoints = checkpoints(batches, snapshots);
    ground
        .hooks()
        .statistics()
        .begin(
            ground.interval(),
            ground.settings().get(Keys.RETAINED_BATCHES),
            InputInfos.names(ground.graph(), ground.job()));
    var receivers = receivers();
    var batchEvents =
        new BatchEvents(
            ground.hooks().listeners(),
            ground.hooks().statistics(),
            ground.clock(),
            ground.job(),
            new InputInfos(ground.graph(), ground.job(), ground.inputs(), ground.input().losses()));
    var outputs =
        ground.closeAtEnd(
            new OutputRunner(
                ground.job(),
                ground.format(),
                actions.jobs(),
                runner,
                System.out,
                batchEvents,
                new OutputRelay(ground.self())));
    var commits = commits(batchEvents);
    var stopMillis =
        ground
            .settings()
            .get(Keys.GRACEFUL_STOP_TIMEOUT)
            .orElse(Math.max(SHORTEST_STOP_MILLIS, 10 * ground.interval()));
    var loop =
        new JobLoop(
            new JobParts(
                ground.events(),
                ground.clock(),
                ground.hooks().clock(),
                ground.hooks().watch(),
                batchEvents,
                ground.log(),
                ground.workers(),
                input(checkpoints, receivers, batchEvents),
                batches,
                ground.shared(),
                actions.plans(),
                actions.sourceTasks(),
                new TaskRounds(
                    SpeculationSettings.of(ground.settings()), ground.clock(), ground.events()),
                checkpoints,
                actions.runs(),
                outputs::submit,
                commits,
                LoggedBatches.upTo(ground.claimed().contents()),
                progress,
                settings(stopMillis),
                ground.jobClasses()));
    ground.self().complete(loop);
    loop.start(generations(loop, actions, checkpoints, receivers), ground.recovery().sinkResults());
    letWorkersIn(loop);
    return new RunningJob(
        ground.log(),
        ground.claimed().foundations().control(),
        loop,
        actions,
        snapshots,
        stopMillis,
        ground.end());
  }

  private LoopInput input(
      CheckpointCoordinator checkpoints, ReceiverTracker receivers, BatchEvents batchEvents) {
    var blocks = ground.input().blocks();
    var losses = ground.input().losses();
    var failing = ground.settings().get(Keys.LOST_BLOCKS).equals("fail");
    return new LoopInput(
        ground.inputs(),
        blocks,
        ground.closeAtEnd(new DirectoryScans(ground.events(), ground.files())),
        new RecoveredInput(
            ground.inputs(),
            blocks,
            () -> checkpoints.newest().map(Manifest::sources).orElse(Map.of())),
        losses,
        new LostInput(losses, blocks, receivers, batchEvents, failing),
        receivers,
        rates(receivers));
  }

  private LoopSettings settings(long stopMillis) {
    return new LoopSettings(
        commitPatience(ground.interval()),
        ground.settings().getInt(Keys.PIPELINE_DEPTH),
        ground.settings().getInt(Keys.TASK_MAX_FAILURES),
        stopMillis,
        ground.settings().get(Keys.STOP_WHEN_RECEIVERS_STOP),
        ground.place().size().inOneJvm());
  }

  private void restoreAccumulators() {
    ground
        .shared()
        .accumulators()
        .restore(
            ground.recovery().checkpoint().map(Manifest::accumulators).orElse(Map.of()),
            ground.recovery().checkpoint().map(Manifest::batchIndex).orElse(0L),
            ground.jobClasses());
  }

  private BatchLine batches(JobProgress progress) {
    var batches =
        new BatchLine(
            ground.claimed().clock(),
            ground.hooks().clock(),
            ground.inputs(),
            ground.log(),
            ground.events(),
            () -> ground.loop().batchLogged(),
            failure -> ground.loop().logFailed(failure));
    progress.startAt(
        batches.recover(
            ground.recovery().checkpoint().map(Manifest::batchIndex).orElse(0L),
            ground.recovery().replay(),
            ground.recovery().lastCommitted(),
            ground.recovery().checkpoint().map(Manifest::logSequence).orElse(0L),
            ground
                .recovery()
                .checkpoint()
                .map(m -> m.accumulators().get(CheckpointCoordinator.TOTAL_RECORDS))
                .map(Long::parseLong)
                .orElse(0L)));
    if (ground.recovery().isEmpty()) {
      batches.awaitStart();
    }
    return batches;
  }

  private CheckpointCoordinator checkpoints(BatchLine batches, RequestedSnapshots snapshots) {
    var writer =
        ground.closeAtEnd(
            new CheckpointWriter(
                ground.log(),
                new CheckpointStore(ground.store(), ""),
                new CheckpointCleaner(ground.store(), "", ground.claimed().contents()),
                ground.input().segments(),
                ground.place().state().retained(),
                snapshots::isCopying,
                CheckpointWriter.thread()));
    return new CheckpointCoordinator(
        new JobFacts(
            ground.place().job().uid(),
            batches::zeroMillis,
            ground.interval(),
            ground.settings().get(Keys.CHECKPOINT_PERIOD) * 1000,
            ground.clock()),
        ground.job().plan(),
        ground.log(),
        writer,
        ground.events(),
        ground.recovery().checkpoint(),
        ground.recovery().nextCheckpointId(),
        () -> ground.loop().checkpointEnded(),
        manifest -> {
          snapshots.completed(manifest);
          ground.loop().checkpointCompleted(manifest);
        });
  }

  private ReceiverTracker receivers() {
    var programs = ReceiverPrograms.of(ground.graph(), ground.job());
    return new ReceiverTracker(
        programs,
        ground.log().epoch(),
        ground.inputs(),
        ground.input().blocks(),
        ground.input().segments(),
        ground.workers(),
        ground.events(),
        new ReceiverEvents(
            programs, ground.hooks().listeners(), ground.hooks().statistics(), ground.clock()),
        () -> ground.loop().receiversChanged(),
        (source, gone) -> ground.loop().blocksLost(source, gone));
  }

  private RateControl rates(ReceiverTracker receivers) {
    var rates =
        new RateControl(
            RateSettings.of(ground.settings()),
            ground.interval(),
            ground.inputs().streams().stream()
                .map(each -> ground.inputs().uidOf(each).orElseThrow())
                .toList(),
            (stream, rate) -> {
              receivers.setRate(stream, rate);
              ground.inputs().stream(stream)
                  .ifPresent(each -> each.backlogRate(rate, ground.interval()));
            });
    var firstRate = RateSettings.of(ground.settings()).initialRate();
    ground.inputs().streams().forEach(each -> each.backlogRate(firstRate, ground.interval()));
    return rates;
  }

  private SinkCommits commits(BatchEvents batchEvents) {
    var commits =
        ground.closeAtEnd(
            new SinkCommits(
                ground.job().plan(),
                new TwoPhaseSinks(ground.files(), ground.jobClasses()),
                ground.format(),
                ground.events(),
                batchEvents,
                ground.settings().getInt(Keys.TASK_MAX_FAILURES),
                failure -> ground.loop().end(failure)));
    ground
        .recovery()
        .sinkResults()
        .forEach(commit -> commits.requireKnown(commit.sinkResults().keySet()));
    return commits;
  }

  private Generations generations(
      JobLoop loop,
      ActionParts actions,
      CheckpointCoordinator checkpoints,
      ReceiverTracker receivers) {
    var first = !ground.recovery().isEmpty() ? GRACE_MILLIS : FIRST_GRACE_MILLIS;
    return new Generations(
        ground.job().plan(),
        actions.plans().fixed().content(),
        ground.workers(),
        checkpoints,
        ground.events(),
        ground.clock(),
        new Generations.Expectations(
            ground.place().size().executors(),
            receivers.size() == 0 ? 0 : ground.place().size().receivers(),
            first,
            GRACE_MILLIS,
            BLOCK_GRACE_MILLIS),
        ground.log().epoch(),
        loop,
        () -> loop.ended().isDone());
  }

  /** Where batches follow each other fast, a commit shares the log object of the next batch. */
  private static Duration commitPatience(long intervalMillis) {
    return intervalMillis > LONGEST_PATIENCE_MILLIS
        ? Duration.ZERO
        : Duration.ofMillis(intervalMillis + LONGEST_PATIENCE_MILLIS / 2);
  }

  private void letWorkersIn(JobLoop loop) {
    var admission =
        new Admission(
            ground.place().job().uid(),
            ground.place().job().programDigest(),
            ground.log().epoch(),
            ground.settings().toMap());
    ground.closeAtEnd(ground.claimed().foundations().control()).admit(admission, loop);
    if (ground.place().size().inOneJvm()) {
      ground.closeAtEnd(
          WorkerNode.local(
              ground.claimed().foundations().name(),
              ground.settings(),
              ground.store(),
              ground.files(),
              ground.jobClasses(),
              ground.place().size().lanes()));
    }
  }
}
