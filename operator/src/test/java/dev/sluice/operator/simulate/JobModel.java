package dev.sluice.operator.simulate;

import dev.sluice.operator.scale.LoadSample;
import dev.sluice.operator.scale.LoadSample.WorkerLoad;
import java.time.Instant;

/**
 * A job with a batch interval of one second. Receivers take in what sources send, as fast as they
 * can and back pressure lets them; batches take the time that executors and sink need for their
 * records, and one at a time; sources keep what is not taken in.
 */
final class JobModel {
  private static final double OVERHEAD = 0.04;
  private static final int PAUSE_SECONDS = 2;

  /**
   * How fast the parts are.
   *
   * @param receiver records a second of one receiver
   * @param executor records a second of one executor
   * @param sink records a second that the sink takes, by the second
   */
  record Speed(double receiver, double executor, Load sink) {}

  final ModelPods receivers;
  final ModelPods executors;
  private final Load load;
  private final Load sink;
  private double atSource;
  private double buffered;
  private double offered;
  private double accepted;
  private double computing;
  private double writing;
  private double receiverBusy;
  private int pausedUntil;

  JobModel(Load load, Speed speed, int receivers, int executors) {
    this.load = load;
    this.sink = speed.sink();
    this.receivers = new ModelPods(receivers, speed.receiver());
    this.executors = new ModelPods(executors, speed.executor());
  }

  void tick(int second) {
    receivers.tick(second);
    if (executors.tick(second)) {
      pausedUntil = second + PAUSE_SECONDS;
    }
    double throughput = (1 - OVERHEAD) / (1 / executors.capacity(second) + 1 / sink.at(second));
    double available = load.at(second) + atSource;
    double limit = buffered > 2 * throughput ? throughput : Double.MAX_VALUE;
    double capacity = receivers.capacity(second);
    accepted = Math.min(available, Math.min(capacity, limit));
    boolean throttled = limit < Math.min(available, capacity);
    double waiting = throttled ? 1 - accepted / Math.min(available, capacity) : 0;
    offered = throttled ? accepted * (1 + Math.min(1, 2 * waiting)) : accepted;
    atSource = available - accepted;
    receiverBusy = accepted / capacity;
    computing = accepted / executors.capacity(second);
    writing = accepted / sink.at(second);
    buffered += accepted;
    buffered -= second < pausedUntil ? 0 : Math.min(buffered, throughput);
  }

  LoadSample sample(int second, Instant time) {
    double processing = OVERHEAD + computing + writing;
    return new LoadSample(
        time,
        1,
        1_000,
        processing * 1_000,
        writing * 1_000,
        buffered / Math.max(1, accepted) * 1_000,
        offered,
        accepted,
        buffered,
        new WorkerLoad(receivers.ready(second), receiverBusy),
        new WorkerLoad(executors.ready(second), computing / Math.max(1, processing)));
  }

  double sent(int second) {
    return load.at(second);
  }

  double waiting() {
    return atSource + buffered;
  }

  double accepted() {
    return accepted;
  }
}
