package dev.sluice.worker.driver.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Tuple2;
import dev.sluice.graph.StreamGraph;
import dev.sluice.worker.checkpoint.FencedException;
import dev.sluice.worker.control.WorkerSession;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Leaving;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Role;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.driver.output.OutputAttempt;
import dev.sluice.worker.driver.speculation.SpeculationSettings;
import dev.sluice.worker.executor.SimulatedExecutor;
import dev.sluice.worker.plan.JobPlanner;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.plan.TestStreams;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.TemporaryLocation;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A job that counts keys, and for half of the seeds adds these counts up in other state, with
 * driver, executors, log and store on one thread and virtual time. Everything that is put out is
 * compared with what the log says it has to be.
 */
final class SimulatedCluster {
  private static final int EXECUTORS = 3;
  private static final long RESTART_MILLIS = 400;
  private static final long SLOW_TASK_MILLIS = 60_000;
  private static final PlanSettings SETTINGS = new PlanSettings(1_000, 6, 16);

  private final Random random;
  private final Timeline time;
  private final ObjectStore store;
  private final SimulatedLog log;
  private final SimulatedKeys keys;
  private final SimulatedExecutor.Starts starts;
  private final StreamGraph graph;
  private final Plan plan;
  private final Map<String, ExecutorProcess> processes = new TreeMap<>();
  private final double slowStore;
  private final long slowestStep;
  private final boolean chained;
  private final SpeculationSettings speculation;
  private @Nullable SimulatedDriver driver;
  private int started;
  private Timeline.Link outputs;
  private long rewoundBatch;

  SimulatedCluster(long seed, Path directory, SimulatedExecutor.Starts starts) {
    this(seed, directory, starts, new SpeculationSettings(false, 100, 3, 0.9, 100));
  }

  /** With speculation one executor of three is slow with the tasks that read sources. */
  SimulatedCluster(
      long seed, Path directory, SimulatedExecutor.Starts starts, SpeculationSettings speculation) {
    this.speculation = speculation;
    this.store = ObjectStores.open(new TemporaryLocation(directory));
    this.random = new Random(seed);
    this.time = new Timeline(1_000, random);
    this.log = new SimulatedLog(time, store, seed % 5 == 1 ? 300 : 30);
    this.keys = new SimulatedKeys(random, log);
    this.starts = starts;
    this.outputs = time.new Link(20);
    this.slowStore = seed % 3 == 0 ? 0.1 : 0;
    this.slowestStep = seed % 2 == 0 ? 200 : 6;
    this.chained = seed / 2 % 2 == 1;
    this.graph =
        TestStreams.graph(
            streams -> {
              var counts =
                  streams
                      .<Integer>generated(keys::list, 4)
                      .mapToPair(key -> Tuple2.of(key, 1L))
                      .<Long>updateStateByKey((values, before) -> before);
              counts.print(1);
              counts.foreachRDD(rdd -> {});
              if (chained) {
                counts
                    .mapToPair(
                        pair -> Tuple2.of(pair._1() % SimulatedExecutor.COARSE_KEYS, pair._2()))
                    .<Long>updateStateByKey((values, before) -> before)
                    .print(1);
              }
            });
    this.plan = new JobPlanner(graph, SETTINGS).fixed().plan();
    startDriver();
    for (var executor = 0; executor < EXECUTORS; executor++) {
      startExecutor();
    }
  }

  boolean hasDriver() {
    return driver != null;
  }

  SimulatedDriver driver() {
    return requireNonNull(driver);
  }

  long millis() {
    return time.millis();
  }

  /** Does a number of steps. */
  void run(int steps) {
    for (var step = 0; step < steps; step++) {
      assertThat(time.step()).isTrue();
      var failure = driver == null ? Optional.<Throwable>empty() : driver.failure();
      assertThat(failure.filter(reason -> !(reason instanceof FencedException))).isEmpty();
    }
  }

  /** Goes on until a number of batches more are committed. */
  void runUntilCommitted(long more) {
    var target = log.committed() + more;
    var until = time.millis() + 300_000;
    while (log.committed() < target) {
      run(1);
      assertThat(time.millis())
          .as("a batch after %d is committed in time", log.committed())
          .isLessThan(until);
    }
  }

  void killDriver() {
    driver().kill();
    driver = null;
    processes.values().forEach(process -> process.session = null);
    time.in(50, RESTART_MILLIS, this::startDriver);
  }

  private void startDriver() {
    var claim = log.claim();
    outputs = time.new Link(20);
    rewoundBatch = 0;
    keys.driverBegins();
    driver =
        new SimulatedDriver(
            time, graph, SETTINGS, store, claim, EXECUTORS, speculation, this::release);
    processes.values().forEach(process -> time.in(1, 300, process::connect));
  }

  void killExecutor() {
    var all = List.copyOf(processes.values());
    if (!all.isEmpty()) {
      all.get(random.nextInt(all.size())).kill();
    }
  }

  /** An executor is asked to end; it is gone when the driver lets it go. */
  void askExecutorToLeave() {
    var all = List.copyOf(processes.values());
    if (!all.isEmpty()) {
      all.get(random.nextInt(all.size())).leave();
    }
  }

  void startAnotherExecutor() {
    startExecutor();
  }

  /** Executors that are there. */
  int executors() {
    return processes.size();
  }

  /** A connection breaks; its executor lives on. */
  void cutConnection() {
    var all = List.copyOf(processes.values());
    if (!all.isEmpty()) {
      all.get(random.nextInt(all.size())).disconnect();
    }
  }

  private void startExecutor() {
    var process = new ExecutorProcess("executor-%03d".formatted(started++));
    processes.put(process.id, process);
    process.connect();
  }

  // ---------------------------------------------------------------- output

  /** One after the other; behind one that has to be computed again the others are too. */
  private void release(SimulatedDriver by, OutputAttempt attempt) {
    outputs.send(
        () -> {
          if (by.isDead()) {
            return;
          }
          var waitsForOther = rewoundBatch != 0 && rewoundBatch != attempt.index();
          if (waitsForOther || !check(by, attempt)) {
            rewoundBatch = waitsForOther ? rewoundBatch : attempt.index();
            by.loop().outputs().rewound(attempt, 0);
          } else {
            rewoundBatch = 0;
            by.loop().outputs().released(attempt);
          }
        });
  }

  /** Whether the output can be released; what can must be exact. */
  private boolean check(SimulatedDriver by, OutputAttempt attempt) {
    var running = by.loop().generations().isRunning();
    for (var piece : attempt.piecesOf(1)) {
      var process = processes.get(piece.worker());
      if (!running || process == null || !by.loop().generations().isMember(piece.worker())) {
        return false;
      }
      var isCurrent = by.loop().generations().current() == attempt.generation();
      if (!process.executor.holds(attempt.index(), piece.piece().getPartition())) {
        assertThat(isCurrent)
            .as("held output of %s, on %s at %d ms", attempt, piece.worker(), time.millis())
            .isFalse();
        return false;
      }
    }
    assertThat(attempt.index()).isGreaterThan(log.committed());
    if (!attempt.absentOutputs().contains(0)) {
      assertThat(keys.counts(attempt.piecesOf(0)))
          .as("epoch %d, batch %d at %d ms", by.epoch(), attempt.index(), time.millis())
          .isEqualTo(keys.expected(attempt.index()));
    }
    if (chained && !attempt.absentOutputs().contains(2)) {
      assertThat(keys.counts(attempt.piecesOf(2)))
          .as("behind it, epoch %d, batch %d at %d ms", by.epoch(), attempt.index(), time.millis())
          .isEqualTo(keys.expectedBehind(attempt.index(), SimulatedExecutor.COARSE_KEYS));
    }
    return true;
  }

  // ---------------------------------------------------------------- workers

  private final class ExecutorProcess implements SimulatedExecutor.World {
    private final String id;
    private final SimulatedExecutor executor;
    private final Map<String, Timeline.Link> toPeers = new HashMap<>();
    private boolean dead;
    private final boolean slow;
    private boolean leaving;
    private @Nullable Session session;

    ExecutorProcess(String id) {
      this.id = id;
      this.slow = speculation.enabled() && started % 3 == 0;
      this.executor = new SimulatedExecutor(id, plan, store, this, starts);
    }

    void connect() {
      if (!dead && session == null && driver != null) {
        var opened = new Session(this, driver);
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
      time.in(100, 2_000, SimulatedCluster.this::startExecutor);
    }

    @Override
    public void later(Runnable step) {
      time.in(
          0,
          slowestStep,
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
          slow ? SLOW_TASK_MILLIS : slowestStep,
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
      return random.nextDouble() < slowStore;
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
