package dev.sluice.worker.driver;

import dev.sluice.worker.control.ControlAddress;
import dev.sluice.worker.control.ControlChannels;
import dev.sluice.worker.control.PredecessorUnreachableException;
import dev.sluice.worker.control.PredecessorWatch;
import dev.sluice.worker.control.WaitingWorkers;
import dev.sluice.worker.driver.place.Foundations;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.security.TlsMaterial;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver's wait for its turn: it has checked its program and opened its store, its workers may
 * connect, and it claims the log as soon as its predecessor is gone. Thread-safe.
 *
 * @see <a href="docs/adr/0015-standby-drivers.md">ADR 15</a>
 */
final class Standby implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
  static final String STATE = "Standby";

  private final PredecessorWatch predecessor;
  private volatile @Nullable Supplier<WaitingWorkers> waiting;

  private Standby(PredecessorWatch predecessor) {
    this.predecessor = predecessor;
  }

  /** Begins to watch the predecessor that a driver is to wait for, if there is one. */
  static Optional<Standby> of(DriverEnvironment environment) {
    ControlAddress address = environment.predecessor();
    if (address == null) {
      return Optional.empty();
    }
    var tls = Optional.ofNullable(environment.tlsDirectory()).map(TlsMaterial::load);
    return Optional.of(new Standby(new PredecessorWatch(new ControlChannels(address, tls))));
  }

  /**
   * Waits until the predecessor is gone, and rehearses the start meanwhile.
   *
   * @throws PredecessorUnreachableException if it never answered
   */
  void await(Foundations foundations, Runnable rehearsal) {
    waiting = foundations.control()::waiting;
    var thread = new Thread(rehearsal, "rehearsal");
    thread.setDaemon(true);
    thread.start();
    try {
      predecessor.gone().join();
      LOG.info("taking over with {}", foundations.control().waiting());
    } catch (CompletionException e) {
      throw e.getCause() instanceof PredecessorUnreachableException cause ? cause : e;
    } finally {
      waiting = null;
    }
  }

  /** Whether it waits now. */
  boolean isWaiting() {
    return waiting != null;
  }

  /** The status while it waits, with the workers that have come; else what is given. */
  JobStatus status(JobStatus otherwise) {
    var workers = waiting;
    if (workers == null) {
      return otherwise;
    }
    var count = workers.get();
    var base = JobStatus.starting(otherwise.job(), otherwise.epoch());
    return new JobStatus(
        base.job(),
        base.epoch(),
        base.generation(),
        STATE,
        base.restore(),
        base.batch(),
        base.progress(),
        new JobStatus.Registered(count.executors(), List.of()),
        new JobStatus.Receivers(
            count.receivers(), 0, null, base.receivers().rateLimits(), base.receivers().lost()),
        base.load(),
        base.checkpoint(),
        null);
  }

  @Override
  public void close() {
    predecessor.close();
  }
}
