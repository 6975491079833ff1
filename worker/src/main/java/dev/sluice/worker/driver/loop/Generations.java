package dev.sluice.worker.driver.loop;

import com.google.protobuf.ByteString;
import dev.sluice.worker.control.wire.Assign;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.InstallPlan;
import dev.sluice.worker.control.wire.Topology;
import dev.sluice.worker.driver.snapshot.CheckpointCoordinator;
import dev.sluice.worker.driver.workers.GatherDecision;
import dev.sluice.worker.driver.workers.Ownership;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.driver.workers.Workers;
import dev.sluice.worker.plan.Plan;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which executors work on the job, generation by generation: gathers those that are there, gives
 * each its partitions with their state, and waits until all are ready. Owned by the event loop.
 */
final class Generations {
  private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
  private static final long PER_EPOCH = 1_000_000;

  /** Told when a generation ends and when one runs. */
  interface Listener {
    /** Blocks that must exist are shown by nobody yet. */
    boolean blocksMissing();

    /** The executors are known; state is given out next. */
    void gathered();

    /** All executors are ready. */
    void began(List<Worker> members);
  }

  private enum Phase {
    GATHERING,
    ASSIGNING,
    RUNNING
  }

  /** How long to wait for whom, in milliseconds, and for how many. */
  record Expectations(
      int executors,
      int receivers,
      long firstGraceMillis,
      long graceMillis,
      long blockGraceMillis) {}

  private final Plan plan;
  private final ByteString content;
  private final Workers workers;
  private final CheckpointCoordinator checkpoints;
  private final EventLoop loop;
  private final Clock clock;
  private final Expectations expectations;
  private final Listener listener;
  private final BooleanSupplier ended;
  private long generation;
  private long sinceMillis;
  private long notBeforeMillis;
  private boolean hasRun;
  private Phase phase = Phase.GATHERING;
  private List<Worker> members = List.of();
  private final Set<String> notReady = new HashSet<>();

  Generations(
      Plan plan,
      ByteString content,
      Workers workers,
      CheckpointCoordinator checkpoints,
      EventLoop loop,
      Clock clock,
      Expectations expectations,
      long epoch,
      Listener listener,
      BooleanSupplier ended) {
    this.plan = plan;
    this.content = content;
    this.workers = workers;
    this.checkpoints = checkpoints;
    this.loop = loop;
    this.clock = clock;
    this.expectations = expectations;
    this.generation = epoch * PER_EPOCH;
    this.listener = listener;
    this.ended = ended;
  }

  long current() {
    return generation;
  }

  boolean isRunning() {
    return phase == Phase.RUNNING;
  }

  List<Worker> members() {
    return members;
  }

  boolean isMember(String workerId) {
    return members.stream().anyMatch(member -> member.id().equals(workerId));
  }

  /** Whether the next generation has not begun, so that it takes in everyone who joins. */
  boolean isGathering() {
    return phase == Phase.GATHERING;
  }

  /**
   * Ends the generation and gathers for the next one.
   *
   * @param delayMillis pause before it may begin
   */
  void next(long delayMillis) {
    generation++;
    notBeforeMillis = clock.millis() + delayMillis;
    phase = Phase.GATHERING;
    members = List.of();
    notReady.clear();
    sinceMillis = clock.millis();
    tryToGo();
  }

  /** Looks whether the next generation can begin; called whenever something has changed. */
  void tryToGo() {
    if (phase != Phase.GATHERING || ended.getAsBoolean() || checkpoints.isWriting()) {
      return;
    }
    var now = clock.millis();
    if (now < notBeforeMillis) {
      loop.schedule(notBeforeMillis - now, this::tryToGo);
      return;
    }
    var observed =
        new GatherDecision.Observed(
            workers.executors().size(),
            workers.receivers().size(),
            expectations.executors(),
            expectations.receivers(),
            listener.blocksMissing(),
            sinceMillis,
            hasRun ? expectations.graceMillis() : expectations.firstGraceMillis(),
            expectations.blockGraceMillis());
    var decision = GatherDecision.decide(observed, now);
    if (decision.go()) {
      assign();
    } else if (decision.askAgainAtMillis() != Long.MAX_VALUE) {
      loop.schedule(decision.askAgainAtMillis() - now, this::tryToGo);
    }
  }

  /** An executor has its state. */
  void ready(String workerId, long readyGeneration) {
    if (readyGeneration == generation
        && phase == Phase.ASSIGNING
        && notReady.remove(workerId)
        && notReady.isEmpty()) {
      phase = Phase.RUNNING;
      hasRun = true;
      LOG.info("generation {} runs on {}", generation, names(members));
      listener.began(members);
    }
  }

  /** Tells receivers where blocks may go. */
  void sendTopology() {
    var topology =
        Topology.newBuilder()
            .addAllExecutors(workers.executors().stream().map(Worker::peer).toList());
    workers.all().forEach(w -> w.send(DriverMessage.newBuilder().setTopology(topology)));
  }

  private void assign() {
    listener.gathered();
    checkpoints.rewound();
    phase = Phase.ASSIGNING;
    members = workers.executors();
    members.forEach(member -> notReady.add(member.id()));
    var ownership =
        Ownership.share(members.stream().map(Worker::lanes).toList(), plan.partitions());
    var state =
        checkpoints.split(members.size(), (spec, slot) -> ownership.ofSlot(plan, spec, slot));
    var peers = members.stream().map(Worker::peer).toList();
    for (var index = 0; index < members.size(); index++) {
      var member = members.get(index);
      if (member.install(0)) {
        member.send(
            DriverMessage.newBuilder()
                .setInstallPlan(InstallPlan.newBuilder().setPlan(0).setContent(content)));
      }
      member.send(
          DriverMessage.newBuilder()
              .setAssign(
                  Assign.newBuilder()
                      .setGeneration(generation)
                      .addAllExecutors(peers)
                      .setExecutorIndex(index)
                      .addAllOwnerOfPartition(ownership.owners())
                      .setRestoredBatch(checkpoints.newest().map(m -> m.batchIndex()).orElse(0L))
                      .addAllState(state.get(index))));
    }
  }

  private static String names(List<Worker> members) {
    return members.stream().map(Worker::id).collect(Collectors.joining(", "));
  }
}
