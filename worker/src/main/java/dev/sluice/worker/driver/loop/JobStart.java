package dev.sluice.worker.driver.loop;

import dev.sluice.graph.SourceNode;
import dev.sluice.graph.StreamGraph;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.LogContents;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.OperatorState;
import dev.sluice.worker.checkpoint.Recovery;
import dev.sluice.worker.checkpoint.RecoveryPlan;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.driver.batch.BatchClock;
import dev.sluice.worker.driver.failure.LocationNotEmptyException;
import dev.sluice.worker.driver.failure.NoRestorePointException;
import dev.sluice.worker.driver.failure.StateMismatchException;
import dev.sluice.worker.driver.place.JobPlace;
import dev.sluice.worker.driver.snapshot.StateRanges;
import dev.sluice.worker.plan.JobPlanner;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanCodec;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.plan.Planner;
import dev.sluice.worker.plan.SourceSpec;
import dev.sluice.worker.plan.StateSpec;
import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what a job begins with; pure but for the functions of the program that it serialises. */
final class JobStart {
  private static final Logger LOG = LoggerFactory.getLogger(JobStart.class);

  private final StreamGraph graph;
  private final Settings settings;
  private final JobPlace place;

  JobStart(StreamGraph graph, Settings settings, JobPlace place) {
    this.graph = graph;
    this.settings = settings;
    this.place = place;
  }

  /**
   * Checks the program before anything is touched.
   *
   * @throws IllegalArgumentException naming the operation that is wrong
   */
  void check() {
    var plan = Planner.plan(graph, freshSettings()).plan();
    PlanCodec.encode(plan);
    if (!place.state().durable() && (settings.get(Keys.WRITE_AHEAD_LOG) || hasLoggedReceiver())) {
      throw new IllegalStateException(
          "the write-ahead log of received blocks needs a checkpoint directory: call checkpoint(directory) before start(), or set %s=false and no storage level that is logged"
              .formatted(Keys.WRITE_AHEAD_LOG.name()));
    }
    if (settings.get(Keys.MISSED_BATCHES).equals("coalesce")) {
      requireNoWindow(plan);
    }
    var durable = plan.states().stream().filter(StateSpec::durable).findFirst();
    if (durable.isPresent() && !place.state().durable()) {
      throw new IllegalStateException(
          "%s keeps state and needs a checkpoint directory: call checkpoint(directory) before start()"
              .formatted(durable.get().name()));
    }
  }

  /** A window counts batches, and a coalesced one stands for many. */
  private static void requireNoWindow(Plan plan) {
    plan.stages().stream()
        .flatMap(stage -> stage.operators().stream())
        .filter(
            operator ->
                operator.operation() instanceof Operation.Window
                    || operator.operation() instanceof Operation.ReducedWindow
                    || operator.operation() instanceof Operation.InverseWindow)
        .findFirst()
        .ifPresent(
            operator -> {
              throw new IllegalArgumentException(
                  "%s counts batches, so %s=coalesce would make it longer than it is: set it to each"
                      .formatted(operator.name(), Keys.MISSED_BATCHES.name()));
            });
  }

  private boolean hasLoggedReceiver() {
    return graph.sources().stream()
        .filter(SourceNode.ReceiverSource.class::isInstance)
        .anyMatch(node -> ((SourceNode.ReceiverSource) node).receiver().storageLevel().logged());
  }

  /**
   * Checks what was found against what is allowed. A log without batches is a restore point too: an
   * earlier driver was there and got no further.
   *
   * @throws NoRestorePointException if state is expected and there is none
   * @throws LocationNotEmptyException if there is state and a clean start was asked for
   */
  RecoveryPlan restorePoint(LogContents contents) {
    var found = Recovery.plan(contents);
    switch (place.state().restore()) {
      case REQUIRED -> {
        if (found.isEmpty() && contents.records().isEmpty()) {
          throw new NoRestorePointException(place.state().location().toString());
        }
      }
      case MUST_BE_EMPTY -> {
        if (!found.isEmpty()) {
          throw new LocationNotEmptyException(place.state().location().toString());
        }
      }
      case IF_PRESENT -> {}
    }
    var plan = Planner.plan(graph, freshSettings()).plan();
    found.checkpoint().ifPresent(manifest -> requireStates(manifest, plan));
    requireSources(found, plan);
    return found;
  }

  /** Plans the program with the numbers that the state was written with. */
  JobPlanner plan(RecoveryPlan recovery) {
    return new JobPlanner(graph, planSettings(recovery));
  }

  PlanSettings planSettings(RecoveryPlan recovery) {
    return recovery
        .checkpoint()
        .map(m -> new PlanSettings(interval(), m.partitions(), m.shards()))
        .orElseGet(this::freshSettings);
  }

  BatchClock clock(RecoveryPlan recovery, long nowMillis) {
    if (recovery.isEmpty()) {
      return BatchClock.startingAt(nowMillis, interval());
    }
    var replay = recovery.replay();
    var checkpoint = recovery.checkpoint();
    var last = replay.isEmpty() ? null : replay.get(replay.size() - 1);
    var lastIndex = last == null ? checkpoint.map(Manifest::batchIndex).orElse(0L) : last.index();
    var lastTime =
        last == null ? checkpoint.map(Manifest::batchTimeMillis).orElse(0L) : last.timeMillis();
    var formerInterval = checkpoint.map(Manifest::intervalMillis).orElse(interval());
    // The grid may have been moved since the checkpoint: the last batch knows best.
    var zero =
        lastIndex > 0
            ? lastTime - lastIndex * formerInterval
            : checkpoint.map(Manifest::zeroTimeMillis).orElse(lastTime);
    var going = BatchClock.continuing(lastIndex, lastTime, zero, formerInterval, interval());
    return settings.get(Keys.MISSED_BATCHES).equals("coalesce")
        ? going.coalesced(lastIndex, nowMillis)
        : going;
  }

  /** When a job began that has left batches and no checkpoint. */
  long begunMillis(RecoveryPlan recovery) {
    return zeroOf(recovery.replay().get(0), interval());
  }

  private static long zeroOf(BatchComposition first, long interval) {
    return first.timeMillis() - first.index() * interval;
  }

  private void requireStates(Manifest manifest, Plan plan) {
    var known =
        plan.states().stream().collect(Collectors.toMap(StateSpec::uid, Function.identity()));
    var gone = new TreeSet<String>();
    manifest
        .state()
        .forEach(
            (uid, state) -> {
              var spec = known.get(uid);
              if (spec == null && !state.shards().isEmpty()) {
                gone.add(uid);
              } else if (spec != null) {
                requireSameLayout(spec, state);
              }
            });
    drop("state of operator", gone);
  }

  /** Positions of sources, and what logged batches have taken from them, must not be lost. */
  private void requireSources(RecoveryPlan found, Plan plan) {
    var known = plan.sources().stream().map(SourceSpec::uid).collect(Collectors.toSet());
    var gone = new TreeSet<String>();
    found
        .checkpoint()
        .ifPresent(
            manifest ->
                manifest
                    .sources()
                    .forEach(
                        (uid, progress) -> {
                          if (!known.contains(uid) && isPosition(progress)) {
                            gone.add(uid);
                          }
                        }));
    for (var batch : found.replay()) {
      batch.inputs().keySet().stream().filter(uid -> !known.contains(uid)).forEach(gone::add);
    }
    drop("the position of source", gone);
  }

  private static boolean isPosition(SourceProgress progress) {
    if (progress instanceof SourceProgress.Blocks blocks) {
      return blocks.last().stream().anyMatch(block -> block.position() != null);
    }
    return progress instanceof SourceProgress.Files files && !files.seen().isEmpty();
  }

  private void drop(String what, Set<String> gone) {
    if (gone.isEmpty()) {
      return;
    }
    var uids = String.join(", ", gone);
    if (!settings.get(Keys.ALLOW_NON_RESTORED_STATE)) {
      throw new StateMismatchException(
          "the checkpoint holds %s '%s', which the program no longer has: give it this uid again, or set %s to true to drop it"
              .formatted(what, uids, Keys.ALLOW_NON_RESTORED_STATE.name()));
    }
    LOG.warn(
        "{} '{}' is dropped: the program no longer has it, and {} is true",
        what,
        uids,
        Keys.ALLOW_NON_RESTORED_STATE.name());
  }

  private static void requireSameLayout(StateSpec spec, OperatorState found) {
    var layout = StateRanges.schema(spec);
    if (!found.shards().isEmpty() && !found.schema().equals(layout)) {
      throw new StateMismatchException(
          "%s keeps its window as %s, but the checkpoint holds it as %s: give window, slide and number of partitions their old values, or the operator another uid"
              .formatted(spec.name(), layout, found.schema()));
    }
  }

  private PlanSettings freshSettings() {
    var partitions = place.size().defaultParallelism(settings);
    var shards =
        settings
            .get(Keys.SHARDS)
            .map(Long::intValue)
            .orElseGet(
                () ->
                    PlanSettings.defaultShards(
                        Math.max(1, place.size().mostExecutors()), partitions));
    return new PlanSettings(interval(), partitions, shards);
  }

  private long interval() {
    return graph.batchInterval().toMillis();
  }
}
