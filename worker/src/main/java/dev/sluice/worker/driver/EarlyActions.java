package dev.sluice.worker.driver;

import dev.sluice.graph.StreamGraph;
import dev.sluice.runtime.RddRunner;
import dev.sluice.worker.driver.batch.JobClock;
import dev.sluice.worker.driver.events.ListenerBus;
import dev.sluice.worker.driver.events.StreamingStatistics;
import dev.sluice.worker.driver.loop.JobHooks;
import dev.sluice.worker.driver.loop.JobWatch;
import dev.sluice.worker.driver.loop.RunningJob;
import dev.sluice.worker.driver.place.LocalPlace;
import dev.sluice.worker.driver.shared.SharedState;
import dev.sluice.worker.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs the actions that a program calls before it starts its job, such as to read a table that
 * it then broadcasts: a job without streams inside of this JVM, with a log in a temporary
 * directory, made with the first such action. The executors of the job itself are there only after
 * its start. Thread-safe.
 */
final class EarlyActions implements AutoCloseable {
  private static final Duration NO_BATCHES = Duration.ofDays(1);

  private final Settings settings;
  private final Optional<DriverEnvironment> environment;
  private final RddRunner runner;
  private final SharedState shared;
  private final ListenerBus listeners = new ListenerBus();
  private @Nullable RunningJob job;
  private boolean closed;

  /** Makes nothing yet; {@code runner} is what the data sets of functions run on. */
  EarlyActions(
      Settings settings,
      Optional<DriverEnvironment> environment,
      RddRunner runner,
      SharedState shared) {
    this.settings = settings;
    this.environment = environment;
    this.runner = runner;
    this.shared = shared;
  }

  /**
   * The job that runs the actions; blocks while it is made.
   *
   * @throws IllegalStateException if the program's job was started or stopped
   */
  synchronized RunningJob job() {
    if (closed) {
      throw new IllegalStateException(
          "the action was begun while the context started or stopped: run actions before start(),"
              + " or after it has returned");
    }
    var known = job;
    if (known == null) {
      known =
          RunningJob.start(
              new StreamGraph(NO_BATCHES),
              settings,
              environment
                  .map(
                      driver ->
                          LocalPlace.beforeStart(
                              settings, driver.state().files(), driver.jobClasses()))
                  .orElseGet(() -> LocalPlace.of(settings, null)),
              runner,
              shared,
              new JobHooks(JobClock.SYSTEM, JobWatch.NONE, listeners, new StreamingStatistics()));
      job = known;
    }
    return known;
  }

  /** Ends it for good, for a bounded time; actions that still run fail. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    var known = job;
    if (known != null) {
      job = null;
      known.stop(false);
      known.close();
      listeners.close();
    }
  }
}
