package dev.sluice.worker.driver.loop;

import dev.sluice.format.OutputFormat;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.graph.StreamGraph;
import dev.sluice.runtime.RddRunner;
import dev.sluice.worker.checkpoint.CheckpointCleaner;
import dev.sluice.worker.checkpoint.CheckpointStore;
import dev.sluice.worker.checkpoint.CommitLog;
import dev.sluice.worker.checkpoint.LoggedBatches;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.Savepoints;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.Admission;
import dev.sluice.worker.driver.Foundations;
import dev.sluice.worker.driver.JobHooks;
import dev.sluice.worker.driver.JobPlace;
import dev.sluice.worker.driver.batch.BatchPlans;
import dev.sluice.worker.driver.batch.DataTasks;
import dev.sluice.worker.driver.batch.SourceTasks;
import dev.sluice.worker.driver.batch.TransformFunctions;
import dev.sluice.worker.driver.dataset.DataSets;
import dev.sluice.worker.driver.eventloop.ThreadEventLoop;
import dev.sluice.worker.driver.events.BatchEvents;
import dev.sluice.worker.driver.events.InputInfos;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.DataFiles;
import dev.sluice.worker.driver.input.FileSourceCheck;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.input.Losses;
import dev.sluice.worker.driver.output.ActionJobs;
import dev.sluice.worker.driver.output.ActionPlanner;
import dev.sluice.worker.driver.output.ActionRuns;
import dev.sluice.worker.driver.output.KeptBatches;
import dev.sluice.worker.driver.output.OutputCheck;
import dev.sluice.worker.driver.output.OutputRunner;
import dev.sluice.worker.driver.output.SinkCommits;
import dev.sluice.worker.driver.output.StreamSlices;
import dev.sluice.worker.driver.rate.RateControl;
import dev.sluice.worker.driver.receivers.ReceiverTracker;
import dev.sluice.worker.driver.shared.SharedState;
import dev.sluice.worker.driver.snapshot.CheckpointCoordinator;
import dev.sluice.worker.driver.snapshot.JobFacts;
import dev.sluice.worker.driver.snapshot.RequestedSnapshots;
import dev.sluice.worker.driver.status.JobProgress;
import dev.sluice.worker.driver.workers.Workers;
import dev.sluice.worker.node.WorkerNode;
import dev.sluice.worker.plan.KeptStreams;
import dev.sluice.worker.receiver.RateSettings;
import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.sink.TwoPhaseSinks;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.ObjectStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job that has been started: the parts of its driver, put together once. Thread-safe.
 *
 * <p>Order of the start: the program is planned and checked, the store is probed, a driver that
 * stands by waits for its turn, the log is claimed (from then on no older driver can commit), what
 * is there is read, workers are let in.
 */
public final class RunningJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
  private static final long GRACE_MILLIS = 1_500;
  private static final long FIRST_GRACE_MILLIS = 10_000;
  private static final long BLOCK_GRACE_MILLIS = 5_000;
  private static final long SHORTEST_STOP_MILLIS = 10_000;
  private static final long CLOSE_MILLIS = 5_000;
  private static final long LONGEST_PATIENCE_MILLIS = 20;

  private final CommitLog log;
  private final JobLoop loop;
  private final ActionJobs actions;
  private final DataSets dataSets;
  private final StreamSlices slices;
  private final RequestedSnapshots snapshots;
  private final Deque<AutoCloseable> closing;
  private final long stopMillis;
  private boolean closed;

  private RunningJob(
      StreamGraph graph,
      Settings settings,
      JobPlace place,
      RddRunner runner,
      SharedState shared,
      JobHooks hooks,
      Deque<AutoCloseable> closing) {
    this.closing = closing;
    var clock = Clock.systemUTC();
    var interval = graph.batchInterval().toMillis();
    this.stopMillis =
        settings
            .get(Keys.GRACEFUL_STOP_TIMEOUT)
            .orElse(Math.max(SHORTEST_STOP_MILLIS, 10 * interval));
    var start = new JobStart(graph, settings, place);
    // Opened by threads of their own while the program is checked.
    var foundations = closeLater(place.foundations().get());
    start.check();
    var files = closeLater(new JobFiles(place.files()));
    FileSourceCheck.check(graph.sources(), files, place.jobClasses());
    OutputCheck.check(graph.outputs(), files, place.jobClasses());
    var store = foundations.store();
    place.turn().accept(foundations);
    var claim = CommitLog.claim(store, "", place.epoch(), clock, place.damaged());
    log = closeLater(claim.log());
    claim.contents().notices().forEach(notice -> LOG.warn("{}", notice));
    var recovery = start.restorePoint(claim.contents());
    var planner = start.plan(recovery);
    var job = planner.fixed();
    var plan = job.plan();
    var batchClock = start.clock(recovery, hooks.clock().millis());

    var self = new CompletableFuture<JobLoop>();
    var events =
        new ThreadEventLoop(
            failure -> {
              LOG.error("an event of the driver failed", failure);
              self.join().end(failure);
            });
    closing.push(events);
    var format = new RecordFormat(place.jobClasses());
    var workers = new Workers();
    var blocks = new BlockTable();
    var losses = new Losses();
    var inputs =
        Inputs.of(
            job,
            new Inputs.FileSettings(
                settings.get(Keys.FILE_REMEMBER), settings.get(Keys.FILE_PART_BYTES)),
            place.jobClasses());
    if (recovery.isEmpty()) {
      inputs.begin(files);
    } else if (recovery.checkpoint().isEmpty()) {
      inputs.begunAt(start.begunMillis(recovery));
    }
    var progress =
        new JobProgress(
            place.status(),
            place.jobName(),
            log.epoch(),
            interval,
            recovery.checkpoint(),
            claim.contents().notices());
    var points = recovery.checkpoint().map(Manifest::sources).orElse(Map.of());
    inputs.restore(points);
    var segments = LoggedInput.find(store, inputs, blocks);
    shared
        .accumulators()
        .restore(
            recovery.checkpoint().map(Manifest::accumulators).orElse(Map.of()),
            recovery.checkpoint().map(Manifest::batchIndex).orElse(0L),
            place.jobClasses());
    var dataTasks =
        new DataTasks(
            plan.partitions(),
            format,
            new DataFiles(files, settings.get(Keys.FILE_PART_BYTES), place.jobClasses()));
    var functions = new TransformFunctions(planner.transformations());
    var batches =
        new BatchLine(
            batchClock,
            hooks.clock(),
            inputs,
            log,
            events,
            () -> self.join().batchLogged(),
            failure -> self.join().logFailed(failure));
    progress.startAt(
        batches.recover(
            recovery.checkpoint().map(Manifest::batchIndex).orElse(0L),
            recovery.replay(),
            recovery.lastCommitted(),
            recovery.checkpoint().map(Manifest::logSequence).orElse(0L),
            recovery
                .checkpoint()
                .map(m -> m.accumulators().get(CheckpointCoordinator.TOTAL_RECORDS))
                .map(Long::parseLong)
                .orElse(0L)));
    if (recovery.isEmpty()) {
      batches.awaitStart();
    }
    var sourceTasks = new SourceTasks(inputs, blocks, workers, format);
    var streams = KeptStreams.of(graph);
    var kept = new KeptBatches(streams, job.outputs().size());
    dataSets = new DataSets(events);
    var actionRuns =
        new ActionRuns(
            plan.outputs(),
            sourceTasks,
            shared,
            kept,
            dataSets,
            events,
            settings.getInt(Keys.TASK_MAX_FAILURES),
            place.jobClasses());
    actions =
        new ActionJobs(
            new ActionPlanner(planner, dataTasks, functions, dataSets),
            actionRuns,
            format,
            files,
            dataSets,
            settings.get(Keys.DATA_SET_BYTES).orElse(0L),
            place.jobClasses());
    var plans =
        closeLater(
            new BatchPlans(
                planner,
                dataTasks,
                shared.broadcasts(),
                events,
                functions,
                dataSets,
                actions::materialize,
                () -> self.join().batchPlanned(),
                failure -> self.join().end(failure)));
    slices = new StreamSlices(streams, kept, interval, batches::zeroMillis);
    snapshots =
        closeLater(
            new RequestedSnapshots(
                new Savepoints(store, clock),
                RequestedSnapshots.copier(),
                begun -> self.join().forceCheckpoint(begun)));
    var checkpoints =
        new CheckpointCoordinator(
            new JobFacts(
                place.jobUid(),
                batches::zeroMillis,
                interval,
                settings.get(Keys.CHECKPOINT_PERIOD) * 1000,
                place.retained(),
                clock),
            plan,
            log,
            new CheckpointStore(store, ""),
            new CheckpointCleaner(store, "", claim.contents()),
            segments,
            events,
            CheckpointCoordinator.writer(),
            recovery.checkpoint(),
            recovery.nextCheckpointId(),
            () -> self.join().checkpointEnded(),
            manifest -> {
              snapshots.completed(manifest);
              self.join().checkpointCompleted(manifest);
            },
            snapshots::isCopying);
    closing.push(checkpoints);
    var receivers =
        new ReceiverTracker(
            ReceiverPrograms.of(graph, job),
            log.epoch(),
            inputs,
            blocks,
            segments,
            workers,
            events,
            hooks.listeners(),
            clock,
            () -> self.join().receiversChanged(),
            (source, gone) -> self.join().blocksLost(source, gone));
    var rates =
        new RateControl(
            RateSettings.of(settings),
            interval,
            inputs.streams().stream().map(input -> inputs.uidOf(input).orElseThrow()).toList(),
            (stream, rate) -> {
              receivers.setRate(stream, rate);
              inputs.stream(stream).ifPresent(input -> input.backlogRate(rate, interval));
            });
    var firstRate = RateSettings.of(settings).initialRate();
    inputs.streams().forEach(input -> input.backlogRate(firstRate, interval));
    var batchEvents =
        new BatchEvents(
            hooks.listeners(),
            hooks.statistics(),
            clock,
            job,
            new InputInfos(graph, job, inputs, losses));
    var outputs =
        new OutputRunner(
            job, format, actions, runner, System.out, batchEvents, new OutputRelay(self));
    closing.push(outputs);
    var commits =
        closeLater(
            new SinkCommits(
                plan,
                new TwoPhaseSinks(files, place.jobClasses()),
                format,
                events,
                batchEvents,
                settings.getInt(Keys.TASK_MAX_FAILURES),
                failure -> self.join().end(failure)));
    recovery.sinkResults().forEach(commit -> commits.requireKnown(commit.sinkResults().keySet()));
    var scans = new DirectoryScans(events, files);
    closing.push(scans);
    loop =
        new JobLoop(
            new JobParts(
                events,
                clock,
                hooks.clock(),
                hooks.watch(),
                batchEvents,
                log,
                workers,
                blocks,
                inputs,
                scans,
                batches,
                shared,
                plans,
                sourceTasks,
                new RecoveredInput(
                    inputs,
                    blocks,
                    () -> checkpoints.newest().map(Manifest::sources).orElse(Map.of())),
                losses,
                new LostInput(
                    losses,
                    blocks,
                    receivers,
                    batchEvents,
                    settings.get(Keys.LOST_BLOCKS).equals("fail")),
                receivers,
                rates,
                checkpoints,
                actionRuns,
                outputs::submit,
                commits,
                LoggedBatches.upTo(claim.contents()),
                progress,
                commitPatience(interval),
                settings.getInt(Keys.PIPELINE_DEPTH),
                settings.getInt(Keys.TASK_MAX_FAILURES),
                stopMillis,
                settings.get(Keys.STOP_WHEN_RECEIVERS_STOP),
                place.inOneJvm(),
                place.jobClasses()));
    self.complete(loop);
    var admission =
        new Admission(place.jobUid(), place.programDigest(), log.epoch(), settings.toMap());
    var first = !recovery.isEmpty() ? GRACE_MILLIS : FIRST_GRACE_MILLIS;
    loop.start(
        new Generations(
            plan,
            plans.fixed().content(),
            workers,
            checkpoints,
            events,
            clock,
            new Generations.Expectations(
                place.executors(),
                receivers.size() == 0 ? 0 : place.receivers(),
                first,
                GRACE_MILLIS,
                BLOCK_GRACE_MILLIS),
            log.epoch(),
            loop,
            () -> loop.ended().isDone()),
        recovery.sinkResults());
    letWorkersIn(foundations, settings, place, admission, store, files);
  }

  /** Starts a job; {@code runner} is what the data sets of its functions run on. */
  public static RunningJob start(
      StreamGraph graph,
      Settings settings,
      JobPlace place,
      RddRunner runner,
      SharedState shared,
      JobHooks hooks) {
    var closing = new ArrayDeque<AutoCloseable>();
    var temporary = place.temporary();
    if (temporary != null) {
      closing.push(() -> JobEnd.deleteTree(temporary));
    }
    try {
      return new RunningJob(graph, settings, place, runner, shared, hooks, closing);
    } catch (RuntimeException e) {
      JobEnd.closeAll(closing);
      throw e;
    }
  }

  /** Completes when the job has ended; exceptionally with what it failed with. */
  public CompletableFuture<Void> ended() {
    return loop.ended();
  }

  /**
   * Looks whether another driver took over since; blocks for one request.
   *
   * @throws dev.sluice.worker.checkpoint.FencedException if so
   */
  public void requireCurrent() {
    log.requireCurrent();
  }

  /** Ends the job and waits for that, for a bounded time. */
  public void stop(boolean gracefully) {
    loop.stop(gracefully);
    try {
      loop.ended().get(stopMillis + CLOSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("the job did not end in time");
    } catch (ExecutionException e) {
      LOG.debug("the job had failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The snapshots that someone asks for. */
  public RequestedSnapshots snapshots() {
    return snapshots;
  }

  /** Slices of the job's streams. */
  public StreamSlices slices() {
    return slices;
  }

  /** Runs an action of a data set. */
  public <R> List<R> run(Node node, Function<Iterator<Object>, R> function) {
    return actions.run(node, function);
  }

  /** Writes a data set as files. */
  public void save(Node node, String path, OutputFormat<?> format) {
    actions.save(node, path, format);
  }

  /** Frees a data set that executors keep. */
  public void release(Node node) {
    dataSets.release(node.info().id());
  }

  /** Frees everything; the job must have ended. Idempotent. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    JobEnd.closeAll(closing);
  }

  /** Where batches follow each other fast, a commit shares the log object of the next batch. */
  private static Duration commitPatience(long intervalMillis) {
    return intervalMillis > LONGEST_PATIENCE_MILLIS
        ? Duration.ZERO
        : Duration.ofMillis(intervalMillis + LONGEST_PATIENCE_MILLIS / 2);
  }

  private void letWorkersIn(
      Foundations foundations,
      Settings settings,
      JobPlace place,
      Admission admission,
      ObjectStore store,
      JobFiles files) {
    closeLater(foundations.control()).admit(admission, loop);
    if (place.inOneJvm()) {
      closing.push(
          WorkerNode.local(
              foundations.name(), settings, store, files, place.jobClasses(), place.lanes()));
    }
  }

  private <T extends AutoCloseable> T closeLater(T part) {
    closing.push(part);
    return part;
  }
}
