package dev.sluice.worker.driver;

import dev.sluice.SluiceConf;
import dev.sluice.format.OutputFormat;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.graph.StreamGraph;
import dev.sluice.runtime.JobRun;
import dev.sluice.runtime.LogLevel;
import dev.sluice.streaming.scheduler.StreamingListener;
import dev.sluice.worker.checkpoint.FencedException;
import dev.sluice.worker.driver.batch.JobClock;
import dev.sluice.worker.driver.events.ListenerBus;
import dev.sluice.worker.driver.events.StreamingStatistics;
import dev.sluice.worker.driver.failure.DamagedCheckpointException;
import dev.sluice.worker.driver.loop.JobHooks;
import dev.sluice.worker.driver.loop.JobWatch;
import dev.sluice.worker.driver.loop.RunningJob;
import dev.sluice.worker.driver.place.JobPlace;
import dev.sluice.worker.driver.place.LocalPlace;
import dev.sluice.worker.driver.shared.SharedState;
import dev.sluice.worker.driver.snapshot.SnapshotReport;
import dev.sluice.worker.driver.snapshot.SnapshotRequest;
import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job of this JVM, from its configuration to its end. Thread-safe. */
final class DriverJob implements JobRun {
  private static final Logger LOG = LoggerFactory.getLogger(DriverJob.class);
  private static final int FENCED = 78;

  private final SluiceConf conf;
  private final Optional<DriverProcess> process;
  private final JobHooks hooks;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private @Nullable String checkpointDirectory;
  private final SharedState shared = new SharedState();
  private final EarlyActions early;
  private volatile @Nullable RunningJob running;
  private volatile boolean stopping;
  private volatile @Nullable ShutdownStop shutdown;

  DriverJob(SluiceConf conf, Optional<DriverProcess> process, JobClock clock, JobWatch watch) {
    this.conf = conf;
    this.process = process;
    this.hooks =
        new JobHooks(
            clock,
            watch,
            new ListenerBus(),
            process.map(DriverProcess::statistics).orElseGet(StreamingStatistics::new));
    this.early =
        new EarlyActions(
            Settings.of(conf.getAll()), process.map(DriverProcess::environment), this, shared);
  }

  @Override
  public synchronized void checkpoint(String location) {
    checkpointDirectory = location;
  }

  @Override
  public synchronized void requireReadable(boolean putAside) {
    var directory = checkpointDirectory;
    if (process.isEmpty() && directory != null) {
      StoredJob.requireReadable(
          LocalPlace.location(directory, Settings.of(conf.getAll())), putAside);
    }
  }

  @Override
  public long nowMillis() {
    return hooks.clock().millis();
  }

  @Override
  public synchronized void start(StreamGraph graph) {
    if (ended.isDone()) {
      throw new IllegalStateException("the context was stopped while it started");
    }
    var settings = Settings.of(conf.getAll());
    var place =
        process
            .map(p -> p.environment().place(p.status(), p::takeFoundations, p::awaitTurn))
            .orElseGet(() -> LocalPlace.of(settings, checkpointDirectory));
    process.ifPresent(p -> p.job(this));
    early.close();
    run(graph, settings, place);
    if (process.isEmpty()) {
      shutdown = ShutdownStop.register(this, settings.get(Keys.STOP_GRACEFULLY_ON_SHUTDOWN));
    }
  }

  private void run(StreamGraph graph, Settings settings, JobPlace place) {
    var job = RunningJob.start(graph, settings, place, this, shared, hooks);
    running = job;
    var unused =
        job.ended()
            .whenComplete(
                (nothing, failure) -> {
                  if (failure instanceof DamagedCheckpointException damaged) {
                    startThread(() -> fallBack(graph, settings, place, job, damaged));
                  } else {
                    end(failure);
                  }
                });
  }

  private static void startThread(Runnable task) {
    var thread = new Thread(task, "earlier-checkpoint");
    thread.setDaemon(true);
    thread.start();
  }

  /** Goes on from the checkpoint before a damaged one, if this is still the driver of the job. */
  private void fallBack(
      StreamGraph graph,
      Settings settings,
      JobPlace place,
      RunningJob job,
      DamagedCheckpointException damaged) {
    try {
      job.requireCurrent(); // a newer driver may have deleted what is missing
      job.close();
      LOG.error(
          "checkpoint {} cannot be restored: {}; an earlier one is looked for",
          damaged.checkpoint(),
          damaged.getMessage());
      var known = new HashMap<>(place.state().damaged());
      known.put(damaged.checkpoint(), String.valueOf(damaged.getMessage()));
      synchronized (this) {
        if (!stopping) {
          shared.accumulators().reset();
          run(graph, settings, place.passingOver(known));
          return;
        }
      }
      end(damaged);
    } catch (RuntimeException e) {
      end(e);
    }
  }

  private void end(@Nullable Throwable failure) {
    if (failure instanceof FencedException) {
      process.ifPresent(
          p -> p.environment().exit().exit(FENCED, String.valueOf(failure.getMessage())));
    }
    if (failure == null) {
      ended.complete(null);
    } else {
      ended.completeExceptionally(failure);
    }
    hooks.watch().ended(failure);
  }

  @Override
  public void addListener(StreamingListener listener) {
    hooks.listeners().add(listener);
  }

  @Override
  public void removeListener(StreamingListener listener) {
    hooks.listeners().remove(listener);
  }

  @Override
  public boolean hasEnded() {
    return ended.isDone();
  }

  @Override
  public boolean awaitTermination(long timeoutMillis) throws Exception {
    try {
      if (timeoutMillis < 0) {
        ended.get();
      } else {
        ended.get(timeoutMillis, TimeUnit.MILLISECONDS);
      }
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    } finally {
      var job = running;
      if (ended.isDone() && job != null) {
        close(job);
      }
    }
  }

  @Override
  public void stop(boolean gracefully) {
    if (hooks.listeners().isBusThread()) {
      throw new IllegalStateException(
          "a StreamingListener must not stop the context, which would wait for the listener: call"
              + " stop() from another thread");
    }
    stopping = true;
    var job = running;
    if (job == null) {
      early.close();
      ended.complete(null);
      return;
    }
    job.stop(gracefully);
    close(job);
  }

  private void close(RunningJob job) {
    job.close();
    hooks.listeners().close();
    var hook = shutdown;
    if (hook != null) {
      hook.remove();
    }
  }

  @Override
  public List<Node> slice(Node stream, long fromMillis, long toMillis) {
    var job = running;
    if (job == null) {
      throw new IllegalStateException(
          "%s has not been initialized: slice() can be called after start()"
              .formatted(stream.info()));
    }
    return job.slices().between(stream, fromMillis, toMillis);
  }

  @Override
  public <R> List<R> runJob(Node node, Function<Iterator<Object>, R> function) {
    return runningOrEarly().run(node, function);
  }

  @Override
  public <P, R> CompletableFuture<R> submitJob(
      Node node,
      Function<Iterator<Object>, P> function,
      java.util.function.Function<List<P>, R> together) {
    return runningOrEarly().submit(node, function, together);
  }

  @Override
  public boolean isRunning() {
    return running != null && !ended.isDone();
  }

  @Override
  public SluiceConf conf() {
    var name = process.map(p -> p.environment().job().name()).orElse("local");
    return new SluiceConf(conf).setIfMissing("app.name", name);
  }

  @Override
  public int defaultParallelism() {
    var job = running;
    if (job != null) {
      return job.defaultParallelism();
    }
    var settings = Settings.of(conf.getAll());
    return process
        .map(p -> p.environment().size())
        .orElseGet(() -> LocalPlace.size(settings))
        .defaultParallelism(settings);
  }

  @Override
  public void log(LogLevel level) {
    LogVolume.set(level);
  }

  @Override
  public void save(Node node, String path, OutputFormat<?> format) {
    runningOrEarly().save(node, path, format);
  }

  /** Takes the snapshots that are wanted now, and returns how far they are. */
  List<SnapshotReport> snapshots(List<SnapshotRequest> wanted) {
    var job = running;
    if (job == null || ended.isDone()) {
      return List.of();
    }
    job.snapshots().wanted(wanted);
    return job.snapshots().reports();
  }

  private RunningJob runningOrEarly() {
    var job = running;
    return job == null ? early.job() : job;
  }

  @Override
  public void release(Node node) {
    var job = running;
    if (job != null) {
      job.release(node);
    }
  }

  @Override
  public SharedState shared() {
    return shared;
  }
}
