package dev.sluice.worker.driver.loop;

import dev.sluice.worker.control.WorkerSession;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Leaving;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Role;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.executor.SimulatedExecutor;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.storage.ObjectStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The executors of a simulated job, each a process with connections of its own. */
final class SimulatedWorkers {
  private static final long SLOW_TASK_MILLIS = 60_000;

  /**
   * How fast and how reliable they are.
   *
   * @param slowestStep milliseconds that a step takes at most
   * @param failing share of the store's requests that fail
   * @param someAreSlow whether one of three is slow with the tasks that read sources
   */
  record Pace(long slowestStep, double failing, boolean someAreSlow) {}

  private final Timeline time;
  private final Random random;
  private final ObjectStore store;
  private final Plan plan;
  private final Pace pace;
  private final SimulatedExecutor.Starts starts;
  private final Supplier<@Nullable SimulatedDriver> driver;
  private final Map<String, ExecutorProcess> processes = new TreeMap<>();
  private int started;

  /** Those of a job; {@code driver} gives the one that is there now. */
  SimulatedWorkers(
      Timeline time,
      Random random,
      ObjectStore store,
      Plan plan,
      Pace pace,
      SimulatedExecutor.Starts starts,
      Supplier<@Nullable SimulatedDriver> driver) {
    this.time = time;
    this.random = random;
    this.store = store;
    this.plan = plan;
    this.pace = pace;
    this.starts = starts;
    this.driver = driver;
  }

  void start() {
    var process = new ExecutorProcess("executor-%03d".formatted(started++));
    processes.put(process.id, process);
    process.connect();
  }

  /** The driver is gone, and with it all connections. */
  void driverIsGone() {
    processes.values().forEach(process -> process.session = null);
  }

  /** There is another driver, which they find one after the other. */
  void driverIsThere() {
    processes.values().forEach(process -> time.in(1, 300, process::connect));
  }

  /** Those that are there. */
  int count() {
    return processes.size();
  }

  /** Any of them. */
  Optional<ExecutorProcess> any() {
    var all = List.copyOf(processes.values());
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
  }

  Optional<SimulatedExecutor> executor(String id) {
    return Optional.ofNullable(processes.get(id)).map(process -> process.executor);
  }

  final class ExecutorProcess implements SimulatedExecutor.World {
    private final String id;
    private final SimulatedExecutor executor;
    private final Map<String, Timeline.Link> toPeers = new HashMap<>();
    private boolean dead;
    private final boolean slow;
    private boolean leaving;
    private @Nullable Session session;

    ExecutorProcess(String id) {
      this.id = id;
      this.slow = pace.someAreSlow() && started % 3 == 0;
      this.executor = new SimulatedExecutor(id, plan, store, this, starts);
    }

    void connect() {
      var present = driver.get();
      if (!dead && session == null && present != null) {
        var opened = new Session(this, present);
        session = opened;
        var register =
            Register.newBuilder().setWorkerId(id).addRoles(Role.ROLE_EXECUTOR).setLanes(1).build();
        opened.atDriver(by -> by.loop().joined(opened, register));
        tellLeaving();
      }
    }

    void leave() {
      leaving = true;
      tellLeaving();
    }

    private void tellLeaving() {
      if (leaving) {
        toDriver(WorkerMessage.newBuilder().setLeaving(Leaving.getDefaultInstance()).build());
      }
    }

    /** The driver has no use for it. */
    private void end() {
      dead = true;
      processes.remove(id);
      disconnect();
    }

    void disconnect() {
      var broken = session;
      session = null;
      if (broken != null) {
        broken.closed = true;
        broken.atDriver(by -> by.loop().left(broken, "the connection broke"));
        time.in(20, 200, this::connect);
      }
    }

    void kill() {
      dead = true;
      processes.remove(id);
      disconnect();
      time.in(100, 2_000, SimulatedWorkers.this::start);
    }

    @Override
    public void later(Runnable step) {
      time.in(
          0,
          pace.slowestStep(),
          () -> {
            if (!dead) {
              step.run();
            }
          });
    }

    @Override
    public void afterTask(Runnable step) {
      time.in(
          0,
          slow ? SLOW_TASK_MILLIS : pace.slowestStep(),
          () -> {
            if (!dead) {
              step.run();
            }
          });
    }

    @Override
    public void atPeer(String peer, Consumer<SimulatedExecutor> step) {
      toPeers
          .computeIfAbsent(peer, any -> time.new Link(8))
          .send(
              () -> {
                var process = processes.get(peer);
                if (process != null) {
                  step.accept(process.executor);
                }
              });
    }

    @Override
    public void toDriver(WorkerMessage message) {
      var open = session;
      if (open != null) {
        open.atDriver(
            by -> {
              if (!open.closed) {
                by.loop().received(open, message);
              }
            });
      }
    }

    @Override
    public boolean fails() {
      return random.nextDouble() < pace.failing();
    }
  }

  private final class Session implements WorkerSession {
    private final ExecutorProcess process;
    private final SimulatedDriver by;
    private final Timeline.Link there = time.new Link(5);
    private final Timeline.Link back = time.new Link(5);
    private boolean closed;

    Session(ExecutorProcess process, SimulatedDriver by) {
      this.process = process;
      this.by = by;
    }

    void atDriver(Consumer<SimulatedDriver> step) {
      there.send(
          () -> {
            if (!by.isDead()) {
              step.accept(by);
            }
          });
    }

    @Override
    public String workerId() {
      return process.id;
    }

    @Override
    public void send(DriverMessage message) {
      back.send(
          () -> {
            if (!closed && !process.dead && process.session == this) {
              if (message.hasShutdown()) {
                process.end();
              } else {
                process.executor.receive(message);
              }
            }
          });
    }

    @Override
    public void close(String reason) {
      closed = true;
      if (process.session == this) {
        process.session = null;
        time.in(20, 200, process::connect);
      }
    }
  }
}
