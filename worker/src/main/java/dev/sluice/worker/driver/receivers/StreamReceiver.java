package dev.sluice.worker.driver.receivers;

import dev.sluice.worker.driver.input.Losses;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Where the receiver of one stream is in its life. Owned by the event loop. */
final class StreamReceiver {
  private enum Phase {
    IDLE,
    ASSIGNED,
    DELAYED,
    STOPPED
  }

  private final int number;
  private final ReceiverProgram program;
  private Phase phase = Phase.IDLE;
  private int attempt = -1;
  private @Nullable String worker;
  private OptionalDouble rate = OptionalDouble.empty();
  private Losses.Loss loss = Losses.Loss.NONE;

  StreamReceiver(int number, ReceiverProgram program) {
    this.number = number;
    this.program = program;
  }

  int number() {
    return number;
  }

  int streamId() {
    return program.streamId();
  }

  byte[] content() {
    return program.content();
  }

  Optional<String> preferredLocation() {
    return program.preferredLocation();
  }

  int group() {
    return program.group();
  }

  boolean onePerWorker() {
    return program.onePerWorker();
  }

  int attempt() {
    return attempt;
  }

  Optional<String> worker() {
    return Optional.ofNullable(worker);
  }

  /** Records a second that it may take in; empty if nobody said so. */
  OptionalDouble rate() {
    return rate;
  }

  void rate(double recordsPerSecond) {
    rate = OptionalDouble.of(recordsPerSecond);
  }

  /** What the stream has lost since this driver began. */
  Losses.Loss loss() {
    return loss;
  }

  void lost(Losses.Loss more) {
    loss = new Losses.Loss(loss.blocks() + more.blocks(), loss.records() + more.records());
  }

  boolean runsOn(String workerId) {
    return phase == Phase.ASSIGNED && workerId.equals(worker);
  }

  /** Whether it has to be started somewhere. */
  boolean isIdle() {
    return phase == Phase.IDLE;
  }

  boolean isStopped() {
    return phase == Phase.STOPPED;
  }

  void starting(int newAttempt, String workerId) {
    attempt = newAttempt;
    running(workerId);
  }

  void running(String workerId) {
    if (phase != Phase.STOPPED) {
      phase = Phase.ASSIGNED;
      worker = workerId;
    }
  }

  /** Takes over a receiver that runs already; returns false if a newer one was started. */
  boolean adopt(int runningAttempt, String workerId) {
    if (runningAttempt < attempt || phase == Phase.STOPPED) {
      return false;
    }
    starting(runningAttempt, workerId);
    return true;
  }

  void lost() {
    phase = Phase.IDLE;
    worker = null;
  }

  /** It ended itself to start again later; returns false if that is known. */
  boolean restarting() {
    if (phase != Phase.ASSIGNED) {
      return false;
    }
    phase = Phase.DELAYED;
    worker = null;
    return true;
  }

  /** The delay is over; returns whether it still has to be started. */
  boolean delayOver() {
    if (phase != Phase.DELAYED) {
      return false;
    }
    phase = Phase.IDLE;
    return true;
  }

  void stopped() {
    phase = Phase.STOPPED;
    worker = null;
  }
}
