package dev.sluice.worker.driver.loop;

import dev.sluice.graph.StreamGraph;
import dev.sluice.worker.checkpoint.CheckpointCleaner;
import dev.sluice.worker.checkpoint.CheckpointStore;
import dev.sluice.worker.checkpoint.LoggedBatches;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.Recovery;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.driver.batch.BatchClock;
import dev.sluice.worker.driver.batch.BatchPlans;
import dev.sluice.worker.driver.batch.DataTasks;
import dev.sluice.worker.driver.batch.JobClock;
import dev.sluice.worker.driver.batch.SourceTasks;
import dev.sluice.worker.driver.batch.TransformFunctions;
import dev.sluice.worker.driver.dataset.DataSets;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.events.BatchEvents;
import dev.sluice.worker.driver.events.InputInfos;
import dev.sluice.worker.driver.events.ListenerBus;
import dev.sluice.worker.driver.events.StreamingStatistics;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.DataFiles;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.input.Losses;
import dev.sluice.worker.driver.output.ActionJobs;
import dev.sluice.worker.driver.output.ActionPlanner;
import dev.sluice.worker.driver.output.ActionRuns;
import dev.sluice.worker.driver.output.KeptBatches;
import dev.sluice.worker.driver.output.OutputAttempt;
import dev.sluice.worker.driver.output.SinkCommits;
import dev.sluice.worker.driver.rate.RateControl;
import dev.sluice.worker.driver.receivers.ReceiverEvents;
import dev.sluice.worker.driver.receivers.ReceiverTracker;
import dev.sluice.worker.driver.shared.SharedState;
import dev.sluice.worker.driver.snapshot.CheckpointCoordinator;
import dev.sluice.worker.driver.snapshot.CheckpointWriter;
import dev.sluice.worker.driver.snapshot.JobFacts;
import dev.sluice.worker.driver.speculation.SpeculationSettings;
import dev.sluice.worker.driver.speculation.TaskRounds;
import dev.sluice.worker.driver.status.JobProgress;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.driver.workers.Workers;
import dev.sluice.worker.plan.JobPlanner;
import dev.sluice.worker.plan.KeptStreams;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.receiver.RateSettings;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.sink.TwoPhaseSinks;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.S3Access;
import dev.sluice.worker.writeahead.SegmentCleaner;
import dev.sluice.worker.writeahead.SegmentReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

/** The loop of a driver with all that decides, on virtual time. Dead once it is killed. */
final class SimulatedDriver {
  private static final long INTERVAL = 1_000;
  private static final long CHECKPOINT_PERIOD = 2_500;
  private static final ClassLoader CLASSES = SimulatedDriver.class.getClassLoader();

  private final Timeline time;
  private final JobLoop loop;
  private final long epoch;
  private boolean dead;

  SimulatedDriver(
      Timeline time,
      StreamGraph graph,
      PlanSettings settings,
      ObjectStore store,
      SimulatedLog.Claim claim,
      int executors,
      SpeculationSettings speculation,
      BiConsumer<SimulatedDriver, OutputAttempt> outputs) {
    this.time = time;
    this.epoch = claim.log().epoch();
    var events = new Events();
    var contents = claim.contents();
    var recovery = Recovery.plan(contents);
    var newest = recovery.checkpoint();
    var planner = new JobPlanner(graph, settings);
    var job = planner.fixed();
    var format = new RecordFormat(CLASSES);
    var workers = new Workers();
    var blocks = new BlockTable();
    var inputs = Inputs.of(job, new Inputs.FileSettings(1_000, 1), CLASSES);
    inputs.restore(newest.map(Manifest::sources).orElse(Map.of()));
    var shared = new SharedState();
    var jobClock = new VirtualClock();
    var self = new CompletableFuture<JobLoop>();
    var progress =
        new JobProgress(
            new AtomicReference<>(JobStatus.starting("job", epoch)),
            "job",
            epoch,
            INTERVAL,
            newest,
            List.of());
    var zero = 0L;
    var batches =
        new BatchLine(
            new BatchClock(zero, INTERVAL),
            jobClock,
            inputs,
            claim.log(),
            events,
            () -> self.join().batchLogged(),
            failure -> self.join().logFailed(failure));
    batches.recover(
        newest.map(Manifest::batchIndex).orElse(0L),
        recovery.replay(),
        recovery.lastCommitted(),
        newest.map(Manifest::logSequence).orElse(0L),
        0);
    var files = new JobFiles(S3Access.NONE);
    var dataTasks =
        new DataTasks(job.plan().partitions(), format, new DataFiles(files, 1, CLASSES));
    var functions = new TransformFunctions(List.of());
    var kept = new KeptBatches(KeptStreams.of(graph), job.outputs().size());
    var dataSets = new DataSets(events);
    var sourceTasks = new SourceTasks(inputs, blocks, workers, format);
    var actionRuns =
        new ActionRuns(
            job.plan().outputs(), sourceTasks, shared, kept, dataSets, events, 4, CLASSES);
    var actions =
        new ActionJobs(
            new ActionPlanner(planner, dataTasks, functions, dataSets),
            actionRuns,
            format,
            files,
            dataSets,
            0,
            CLASSES);
    var plans =
        new BatchPlans(
            planner,
            dataTasks,
            shared.broadcasts(),
            events,
            functions,
            dataSets,
            actions::materialize,
            () -> self.join().batchPlanned(),
            failure -> self.join().end(failure));
    var listeners = new ListenerBus();
    var statistics = new StreamingStatistics();
    var losses = new Losses();
    var segments = new SegmentCleaner(store, new SegmentReader(store).contents());
    var batchEvents =
        new BatchEvents(
            listeners, statistics, time, job, new InputInfos(graph, job, inputs, losses));
    var checkpoints =
        new CheckpointCoordinator(
            new JobFacts("uid", () -> zero, INTERVAL, CHECKPOINT_PERIOD, time),
            job.plan(),
            claim.log(),
            new CheckpointWriter(
                claim.log(),
                new CheckpointStore(store, ""),
                new CheckpointCleaner(store, "", contents),
                segments,
                3,
                () -> false,
                new Writer()),
            events,
            newest,
            recovery.nextCheckpointId(),
            () -> self.join().checkpointEnded(),
            manifest -> self.join().checkpointCompleted(manifest));
    var receivers =
        new ReceiverTracker(
            List.of(),
            epoch,
            inputs,
            blocks,
            segments,
            workers,
            events,
            new ReceiverEvents(List.of(), listeners, statistics, time),
            () -> self.join().receiversChanged(),
            (source, gone) -> self.join().blocksLost(source, gone));
    loop =
        new JobLoop(
            new JobParts(
                events,
                time,
                jobClock,
                JobWatch.NONE,
                batchEvents,
                claim.log(),
                workers,
                new LoopInput(
                    inputs,
                    blocks,
                    new DirectoryScans(events, files),
                    new RecoveredInput(inputs, blocks, Map::of),
                    losses,
                    new LostInput(losses, blocks, receivers, batchEvents, false),
                    receivers,
                    new RateControl(
                        RateSettings.of(Settings.of(Map.of())), INTERVAL, List.of(), (s, r) -> {})),
                batches,
                shared,
                plans,
                sourceTasks,
                new TaskRounds(speculation, time, events),
                checkpoints,
                actionRuns,
                attempt -> outputs.accept(this, attempt),
                new SinkCommits(
                    job.plan(),
                    new TwoPhaseSinks(files, CLASSES),
                    format,
                    events,
                    batchEvents,
                    4,
                    failure -> self.join().end(failure)),
                LoggedBatches.upTo(contents),
                progress,
                new LoopSettings(Duration.ZERO, 2, 4, 10_000, false, false),
                CLASSES));
    self.complete(loop);
    loop.start(
        new Generations(
            job.plan(),
            plans.fixed().content(),
            workers,
            checkpoints,
            events,
            time,
            new Generations.Expectations(executors, 0, 1_500, 1_500, 5_000),
            epoch,
            loop,
            () -> loop.ended().isDone()),
        recovery.sinkResults());
  }

  JobLoop loop() {
    return loop;
  }

  long epoch() {
    return epoch;
  }

  boolean isDead() {
    return dead;
  }

  /** Nothing of it happens any more. */
  void kill() {
    dead = true;
  }

  /** Why the job has ended, if it has. */
  Optional<Throwable> failure() {
    return loop.ended().isCompletedExceptionally()
        ? Optional.of(loop.ended().handle((done, failure) -> failure).join())
        : Optional.empty();
  }

  private final class Events implements EventLoop {
    @Override
    public void execute(Runnable event) {
      schedule(0, event);
    }

    @Override
    public void schedule(long delayMillis, Runnable event) {
      time.at(
          time.millis() + Math.max(0, delayMillis),
          () -> {
            if (!dead) {
              event.run();
            }
          });
    }

    @Override
    public void close() {
      dead = true;
    }
  }

  private final class VirtualClock implements JobClock {
    @Override
    public long millis() {
      return time.millis();
    }

    @Override
    public void callAt(long timeMillis, Runnable event, Timer timer) {
      timer.schedule(timeMillis - millis(), event);
    }
  }

  /** The thread that writes checkpoints: what it does takes a while. */
  private final class Writer extends AbstractExecutorService {
    @Override
    public void execute(Runnable command) {
      time.in(
          0,
          30,
          () -> {
            if (!dead) {
              command.run();
            }
          });
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return true;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
