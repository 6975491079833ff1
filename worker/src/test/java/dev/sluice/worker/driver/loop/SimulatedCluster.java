package dev.sluice.worker.driver.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Tuple2;
import dev.sluice.graph.StreamGraph;
import dev.sluice.worker.checkpoint.FencedException;
import dev.sluice.worker.driver.output.OutputAttempt;
import dev.sluice.worker.driver.speculation.SpeculationSettings;
import dev.sluice.worker.executor.SimulatedExecutor;
import dev.sluice.worker.plan.JobPlanner;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.plan.TestStreams;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.TemporaryLocation;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A job that counts keys, and for half of the seeds adds these counts up in other state, with
 * driver, executors, log and store on one thread and virtual time. Everything that is put out is
 * compared with what the log says it has to be.
 */
final class SimulatedCluster {
  private static final int EXECUTORS = 3;
  private static final long RESTART_MILLIS = 400;
  private static final PlanSettings SETTINGS = new PlanSettings(1_000, 6, 16);

  private final Timeline time;
  private final ObjectStore store;
  private final SimulatedLog log;
  private final SimulatedKeys keys;
  private final StreamGraph graph;
  private final SimulatedWorkers workers;
  private final boolean chained;
  private final SpeculationSettings speculation;
  private @Nullable SimulatedDriver driver;
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
    var random = new Random(seed);
    this.time = new Timeline(1_000, random);
    this.log = new SimulatedLog(time, store, seed % 5 == 1 ? 300 : 30);
    this.keys = new SimulatedKeys(random, log);
    this.outputs = time.new Link(20);
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
    var plan = new JobPlanner(graph, SETTINGS).fixed().plan();
    var pace =
        new SimulatedWorkers.Pace(
            seed % 2 == 0 ? 200 : 6, seed % 3 == 0 ? 0.1 : 0, speculation.enabled());
    this.workers = new SimulatedWorkers(time, random, store, plan, pace, starts, () -> driver);
    startDriver();
    for (var executor = 0; executor < EXECUTORS; executor++) {
      workers.start();
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

  /** The driver dies; another one comes by itself. */
  void killDriver() {
    driver().kill();
    driver = null;
    workers.driverIsGone();
    time.in(50, RESTART_MILLIS, this::startDriver);
  }

  SimulatedWorkers workers() {
    return workers;
  }

  private void startDriver() {
    var claim = log.claim();
    outputs = time.new Link(20);
    rewoundBatch = 0;
    keys.driverBegins();
    driver =
        new SimulatedDriver(
            time, graph, SETTINGS, store, claim, EXECUTORS, speculation, this::release);
    workers.driverIsThere();
  }

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
      var executor = workers.executor(piece.worker()).orElse(null);
      if (!running || executor == null || !by.loop().generations().isMember(piece.worker())) {
        return false;
      }
      var isCurrent = by.loop().generations().current() == attempt.generation();
      if (!executor.holds(attempt.index(), piece.piece().getPartition())) {
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
}
