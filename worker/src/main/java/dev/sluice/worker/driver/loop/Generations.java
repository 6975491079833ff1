package dev.sluice.worker.driver.loop;

import com.google.protobuf.ByteString;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.control.wire.Assign;
import dev.sluice.worker.control.wire.CarriedOver;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Halted;
import dev.sluice.worker.control.wire.InstallPlan;
import dev.sluice.worker.control.wire.Topology;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.snapshot.CheckpointCoordinator;
import dev.sluice.worker.driver.snapshot.StateRanges;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.driver.workers.CarryOver;
import dev.sluice.worker.driver.workers.GatherDecision;
import dev.sluice.worker.driver.workers.GenerationStart;
import dev.sluice.worker.driver.workers.Held;
import dev.sluice.worker.driver.workers.Ownership;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.driver.workers.Workers;
import dev.sluice.worker.plan.Plan;
import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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

  /** Executors that hold state go on without one that was lost; others may be lost with it. */
  private static final long LOSS_GRACE_MILLIS = 100;

  /** Told when a generation ends and when one runs. */
  interface Listener {
    /** Blocks that must exist are shown by nobody yet. */
    boolean blocksMissing();

    /** The executors are known. */
    void gathered();

    /** Decides what they begin with. */
    GenerationStart decide(List<CarryOver.Member> executors, int tableSize);

    /** State is given out next. */
    void starts(GenerationStart start, List<Worker> executors);

    /** Whether batches are run as they are logged. */
    boolean asLogged();

    /** Whether what source tasks give is held until the driver lets it pass. */
    boolean holdsTasks();

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
  private final HaltRound halts = new HaltRound();
  private int tableSize;
  private List<Integer> owners = List.of();

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
    this.generation = Held.firstGeneration(epoch);
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
    halts.begin(generation, workers.staying(), sinceMillis);
    tryToGo();
  }

  /** What each executor has, while a generation runs. */
  List<JobStatus.Owner> owners() {
    var owned = isRunning() ? owners : List.<Integer>of();
    return workers.executors().stream()
        .map(
            worker ->
                new JobStatus.Owner(
                    worker.id(),
                    Collections.frequency(owned, members.indexOf(worker)),
                    worker.isLeaving()))
        .toList();
  }

  /** Whether partitions are where they belong. */
  boolean isBalanced() {
    return members.equals(workers.staying());
  }

  /** An executor has come while executors are gathered. */
  void joined(Worker executor) {
    halts.ask(executor, clock.millis());
    tryToGo();
  }

  /** A worker is gone. */
  void left(String workerId) {
    halts.left(workerId);
    tryToGo();
  }

  /** An executor works no more for older generations. */
  void halted(String workerId, Halted message) {
    halts.halted(workerId, message);
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
            workers.staying().size(),
            workers.receivers().size(),
            expectations.executors(),
            expectations.receivers(),
            listener.blocksMissing(),
            sinceMillis,
            graceMillis(),
            expectations.blockGraceMillis());
    var decision = GatherDecision.decide(observed, now);
    if (decision.go()) {
      var until = halts.waitsUntilMillis();
      if (until > now) {
        loop.schedule(until - now, this::tryToGo);
      } else {
        assign();
      }
    } else if (decision.askAgainAtMillis() != Long.MAX_VALUE) {
      loop.schedule(decision.askAgainAtMillis() - now, this::tryToGo);
    }
  }

  private long graceMillis() {
    if (!hasRun) {
      return expectations.firstGraceMillis();
    }
    return halts.isAnythingHeld()
        ? Math.min(LOSS_GRACE_MILLIS, expectations.graceMillis())
        : expectations.graceMillis();
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
            .addAllExecutors(workers.staying().stream().map(Worker::peer).toList());
    workers.all().forEach(w -> w.send(DriverMessage.newBuilder().setTopology(topology)));
  }

  private void assign() {
    listener.gathered();
    if (ended.getAsBoolean()) {
      return;
    }
    checkpoints.rewound();
    phase = Phase.ASSIGNING;
    members = workers.staying();
    members.forEach(member -> notReady.add(member.id()));
    var start =
        listener.decide(
            members.stream()
                .map(m -> new CarryOver.Member(m.id(), m.lanes(), halts.of(m.id())))
                .toList(),
            tableSize());
    owners = start.ownership().owners();
    tableSize = owners.size();
    LOG.info("generation {} {}", generation, describe(start));
    listener.starts(start, members);
    if (ended.getAsBoolean()) {
      return;
    }
    var ownership = start.ownership();
    var state =
        checkpoints.split(
            members.size(),
            (spec, slot) ->
                start.isRestored(spec.uid(), plan.partitionOf(spec, slot))
                    ? ownership.ofSlot(plan, spec, slot)
                    : StateRanges.NOBODY);
    var common = common(start);
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
                  common.clone().setExecutorIndex(index).addAllState(state.get(index)).build()));
    }
  }

  private int tableSize() {
    return tableSize > 0
        ? tableSize
        : Ownership.places(members.stream().map(Worker::lanes).toList(), plan);
  }

  private Assign.Builder common(GenerationStart start) {
    var message =
        Assign.newBuilder()
            .setGeneration(generation)
            .addAllExecutors(members.stream().map(Worker::peer).toList())
            .addAllOwnerOfPartition(start.ownership().owners())
            .setRestoredBatch(checkpoints.newest().map(Manifest::batchIndex).orElse(0L))
            .setAsLogged(listener.asLogged())
            .setHoldTasks(listener.holdsTasks());
    if (start instanceof GenerationStart.CarriedOver over) {
      message.setCarriedOver(
          CarriedOver.newBuilder()
              .setBatch(over.batch())
              .addAllRestoredPlaces(over.restoredPlaces())
              .addAllRestoredStates(over.restoredStates())
              .setCheckpoint(checkpoints.newest().map(Manifest::id).orElse(0L))
              .setTell(over.tellAfter().isPresent())
              .setTellAfter(over.tellAfter().orElse(0)));
    }
    return message;
  }

  private static String describe(GenerationStart start) {
    return start instanceof GenerationStart.CarriedOver over
        ? "goes on with the state after batch %d; %d of %d places are restored%s"
            .formatted(
                over.batch(),
                over.restoredPlaces().size(),
                over.ownership().owners().size(),
                over.restoredStates().isEmpty()
                    ? ""
                    : ", and all of " + String.join(", ", new TreeSet<>(over.restoredStates())))
        : "restores all state";
  }

  private static String names(List<Worker> members) {
    return members.stream().map(Worker::id).collect(Collectors.joining(", "));
  }
}
