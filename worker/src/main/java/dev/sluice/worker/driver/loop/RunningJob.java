package dev.sluice.worker.driver.loop;

import dev.sluice.format.OutputFormat;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.graph.StreamGraph;
import dev.sluice.runtime.RddRunner;
import dev.sluice.worker.checkpoint.CommitLog;
import dev.sluice.worker.control.ControlServer;
import dev.sluice.worker.driver.output.StreamSlices;
import dev.sluice.worker.driver.place.JobPlace;
import dev.sluice.worker.driver.shared.SharedState;
import dev.sluice.worker.driver.snapshot.RequestedSnapshots;
import dev.sluice.worker.settings.Settings;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job that has been started. Thread-safe.
 *
 * <p>Order of the start: the program is planned and checked, the store is probed, a driver that
 * stands by waits for its turn, the log is claimed (from then on no older driver can commit), what
 * is there is read, workers are let in.
 */
public final class RunningJob implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningJob.class);
  private static final long CLOSE_MILLIS = 5_000;

  private final CommitLog log;
  private final ControlServer control;
  private final JobLoop loop;
  private final ActionParts actions;
  private final RequestedSnapshots snapshots;
  private final long stopMillis;
  private final JobEnd end;

  RunningJob(
      CommitLog log,
      ControlServer control,
      JobLoop loop,
      ActionParts actions,
      RequestedSnapshots snapshots,
      long stopMillis,
      JobEnd end) {
    this.log = log;
    this.control = control;
    this.loop = loop;
    this.actions = actions;
    this.snapshots = snapshots;
    this.stopMillis = stopMillis;
    this.end = end;
  }

  /** Starts a job; {@code runner} is what the data sets of its functions run on. */
  public static RunningJob start(
      StreamGraph graph,
      Settings settings,
      JobPlace place,
      RddRunner runner,
      SharedState shared,
      JobHooks hooks) {
    var end = new JobEnd();
    var temporary = place.state().temporary();
    if (temporary != null) {
      end.delete(temporary);
    }
    try {
      return new JobAssembly(JobGround.of(graph, settings, place, shared, hooks, end))
          .start(runner);
    } catch (RuntimeException e) {
      end.close();
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
    control.announceEnd();
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

  /** The number of partitions where nobody says it. */
  public int defaultParallelism() {
    return actions.partitions();
  }

  /** Slices of the job's streams. */
  public StreamSlices slices() {
    return actions.slices();
  }

  /** Runs an action of a data set. */
  public <R> List<R> run(Node node, Function<Iterator<Object>, R> function) {
    return actions.jobs().run(node, function);
  }

  /** Begins an action of a data set. */
  public <P, R> CompletableFuture<R> submit(
      Node node,
      Function<Iterator<Object>, P> function,
      java.util.function.Function<List<P>, R> together) {
    return actions.jobs().submit(node, function, together);
  }

  /** Writes a data set as files. */
  public void save(Node node, String path, OutputFormat<?> format) {
    actions.jobs().save(node, path, format);
  }

  /** Frees a data set that executors keep. */
  public void release(Node node) {
    actions.dataSets().release(node.info().id());
  }

  /** Frees everything; the job must have ended. Idempotent. */
  @Override
  public void close() {
    end.close();
  }
}
