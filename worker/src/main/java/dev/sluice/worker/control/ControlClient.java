package dev.sluice.worker.control;

import static java.util.Objects.requireNonNull;

import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Prepared;
import dev.sluice.worker.control.wire.Refused;
import dev.sluice.worker.control.wire.Registered;
import dev.sluice.worker.control.wire.Waiting;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.settings.ConfigurationException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker's side of the control plane. Keeps one session with the driver: registers first, and
 * when the session breaks connects again, for ever, never to a driver older than one it followed.
 *
 * <p>A driver whose connection drops is missed at once; one that stands still after two seconds.
 *
 * <p>All work happens on one thread, on which the listener is called too; quick messages that have
 * to wait for nothing are brought by the thread of the connection. Messages sent while there is no
 * session are dropped: a driver that meets this worker again asks anew for what it needs, and what
 * must not be lost is told again in {@link ControlListener#registered}.
 */
public final class ControlClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlClient.class);
  private static final long PROBE_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int FAILURES_PER_LINE = 30;

  private final ControlChannels channels;
  private final ControlListener listener;
  private final Duration patience;
  private final ScheduledThreadPoolExecutor thread;

  // Owned by the thread.
  private @Nullable ClientSession connection;
  private boolean toldToWait;
  private int failures;
  private long highestEpoch;

  /** Messages on their way to the thread. */
  private final AtomicInteger underWay = new AtomicInteger();

  /** The session whose driver accepted this worker. */
  private volatile @Nullable ClientSession session;

  public ControlClient(ControlChannels channels, ControlListener listener) {
    this(channels, listener, PATIENCE);
  }

  /**
   * As the other constructor.
   *
   * @param patience how long a driver may take to answer a registration at all
   */
  ControlClient(ControlChannels channels, ControlListener listener, Duration patience) {
    this.patience = patience;
    this.channels = requireNonNull(channels, "channels is null");
    this.listener = requireNonNull(listener, "listener is null");
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              var made = new Thread(task, "control");
              made.setDaemon(true);
              return made;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
  }

  /** Begins to connect; called once. */
  public void start() {
    thread.execute(this::connect);
    if (channels.isRemote()) {
      var unused =
          thread.scheduleWithFixedDelay(
              this::probe, PROBE_MILLIS, PROBE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Sends a message to the driver, in the order of the calls. Safe from any thread, never blocks.
   *
   * @return false if there is no session, so that the message was dropped
   */
  public boolean send(WorkerMessage message) {
    var open = session;
    if (open == null) {
      return false;
    }
    open.send(message);
    return true;
  }

  /** Tells a driver that stands by that what it spoke of is ready. Safe from any thread. */
  public void prepared() {
    onThread(
        () -> {
          if (connection != null && session == null) {
            connection.send(
                WorkerMessage.newBuilder().setPrepared(Prepared.getDefaultInstance()).build());
          }
        });
  }

  /** Whether a driver has accepted this worker and the session lives. */
  public boolean isConnected() {
    return session != null;
  }

  /** Ends the session; returns at once. May be called on the listener's thread. */
  @Override
  public void close() {
    session = null;
    try {
      thread.execute(this::disconnect);
    } catch (RejectedExecutionException e) {
      return;
    }
    thread.shutdown();
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private void connect() {
    try {
      var registration = listener.registration().toBuilder().setHighestEpoch(highestEpoch).build();
      toldToWait = false;
      connection =
          channels.isRemote()
              ? ClientSession.open(
                  channels,
                  Runnable::run,
                  registration,
                  this::arrived,
                  (from, reason) -> onThread(() -> lost(from, reason)))
              : ClientSession.open(
                  channels, this::onThread, registration, this::receivedHere, this::lost);
      giveUpUnlessAnswered(connection);
    } catch (RuntimeException e) {
      lost(e.toString());
    }
  }

  /** A connection to the address of a pod that is gone may neither open nor fail for minutes. */
  private void giveUpUnlessAnswered(ClientSession attempt) {
    if (channels.isRemote()) {
      var unused =
          thread.schedule(
              () -> {
                if (connection == attempt && session == null && !toldToWait) {
                  tryAgain("no answer in %d ms".formatted(patience.toMillis()));
                }
              },
              patience.toMillis(),
              TimeUnit.MILLISECONDS);
    }
  }

  /** Callbacks of a session that outlives this client have nobody to call. */
  private void onThread(Runnable callback) {
    if (!thread.isShutdown()) {
      try {
        thread.execute(callback);
      } catch (RejectedExecutionException e) {
        LOG.debug("closed while a callback came in");
      }
    }
  }

  private void probe() {
    if (connection != null && (session != null || toldToWait)) {
      connection.probe();
    }
  }

  /** Called by the thread of the connection: the one that brings messages of a session. */
  private void arrived(ClientSession from, DriverMessage message) {
    if (underWay.get() == 0 && session == from && listener.isQuick(message)) {
      deliver(message);
      from.handled();
      return;
    }
    underWay.incrementAndGet();
    onThread(
        () -> {
          try {
            receivedHere(from, message);
          } finally {
            underWay.decrementAndGet();
          }
        });
  }

  private void receivedHere(ClientSession from, DriverMessage message) {
    if (!from.isOver()) {
      received(message);
      from.handled();
    }
  }

  private void received(DriverMessage message) {
    switch (message.getKindCase()) {
      case REGISTERED -> registered(message.getRegistered());
      case REFUSED -> refused(message.getRefused());
      case WAITING -> waits(message.getWaiting());
      default -> {
        if (session != null) {
          deliver(message);
        }
      }
    }
  }

  private void waits(Waiting likely) {
    if (session == null) {
      toldToWait = true;
      try {
        listener.waits(likely);
      } catch (RuntimeException e) {
        LOG.debug("what is to be made ready failed", e);
      }
    }
  }

  private void deliver(DriverMessage message) {
    try {
      listener.received(message);
    } catch (RuntimeException e) {
      LOG.error("the driver's message {} failed", message.getKindCase(), e);
    }
  }

  private void registered(Registered welcome) {
    if (welcome.getEpoch() < highestEpoch) {
      tryAgain(
          "the driver's epoch is %d, the newest is %d".formatted(welcome.getEpoch(), highestEpoch));
      return;
    }
    highestEpoch = welcome.getEpoch();
    failures = 0;
    session = connection;
    LOG.info("registered with driver {} (epoch {})", channels.driver(), highestEpoch);
    try {
      listener.registered(welcome);
    } catch (ConfigurationException e) {
      sendAway(String.valueOf(e.getMessage()));
    }
  }

  private void refused(Refused refusal) {
    if (refusal.getEpoch() < highestEpoch) {
      tryAgain(refusal.getReason());
      return;
    }
    sendAway(refusal.getReason());
  }

  private void sendAway(String reason) {
    disconnect();
    session = null;
    listener.refused(reason);
  }

  private void tryAgain(String reason) {
    disconnect();
    lost(reason);
  }

  private void lost(ClientSession from, String reason) {
    if (connection == from) {
      lost(reason);
    }
  }

  private void lost(String reason) {
    boolean wasConnected = session != null;
    session = null;
    connection = null;
    if (!channels.isRemote()) {
      LOG.debug("the job in this JVM has ended: {}", reason);
    } else if (wasConnected) {
      LOG.warn("lost driver {}: {}; connecting again", channels.driver(), reason);
      listener.disconnected();
    } else if (failures % FAILURES_PER_LINE == 0) {
      LOG.warn("no driver at {}: {}; trying again", channels.driver(), reason);
    }
    long delay = ReconnectDelay.after(failures++).toMillis();
    try {
      var unused = thread.schedule(this::connect, delay, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("closed while the session ended");
    }
  }
}
