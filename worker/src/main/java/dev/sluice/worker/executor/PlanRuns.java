package dev.sluice.worker.executor;

import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The plans of an executor and what runs of them in the present generation. Guarded by the lock of
 * the executor.
 */
final class PlanRuns {
  private static final int MOST_UNINSTALLED = 1_000;

  private final ExecutorContext context;
  private final StateFormat stateFormat;
  private final Map<Integer, Supplier<Plan>> plans = new HashMap<>();
  private final Map<Integer, PlanRun> runs = new HashMap<>();
  private final EarlyWork early = new EarlyWork();

  /** Runs that are halted: ended for good when the next generation begins. */
  private final List<PlanRun> halted = new ArrayList<>();

  /** Plans dropped in this generation: other executors may still send for them. */
  private final Set<Integer> uninstalled = new LinkedHashSet<>();

  private @Nullable Assignment assignment;
  private StateSlots slots;
  private long generation;

  PlanRuns(ExecutorContext context, StateFormat stateFormat) {
    this.context = context;
    this.stateFormat = stateFormat;
    this.slots = noState();
  }

  long generation() {
    return generation;
  }

  /** Takes a plan, as a source of copies; work that has waited for it begins. */
  void install(int plan, Supplier<Plan> copies) {
    plans.put(plan, copies);
    runs.remove(plan);
    uninstalled.remove(plan);
    replayEarly();
  }

  /** Drops a plan and what is under way of it. */
  void uninstall(int plan) {
    plans.remove(plan);
    var run = runs.remove(plan);
    if (run != null) {
      run.end();
    }
    uninstalled.add(plan);
    if (uninstalled.size() > MOST_UNINSTALLED) {
      uninstalled.remove(uninstalled.iterator().next());
    }
    early.drop(item -> item.plan() == plan);
  }

  /** Takes no more work of generations before one. */
  void halt(long next) {
    generation = next;
    assignment = null;
    halted.addAll(runs.values());
    runs.clear();
    uninstalled.clear();
    early.drop(item -> item.generation() < next);
  }

  /** Ends for good what was halted. */
  void endHalted() {
    halted.forEach(PlanRun::end);
    halted.clear();
  }

  /** The generation has its state; {@link #replayEarly} follows. */
  void begin(Assignment next, StateSlots state) {
    assignment = next;
    slots = state;
  }

  /** Ends all work. */
  void end() {
    halted.addAll(runs.values());
    halted.forEach(PlanRun::end);
  }

  /** A copy of the job's own plan. */
  Plan planOfJob() {
    var plan = plans.get(0);
    if (plan == null) {
      throw new IllegalStateException("state came before the plan that it belongs to");
    }
    return plan.get();
  }

  /**
   * Gives work to a run of the current generation. What comes before the plan or the state is kept
   * until they are here; what is of an older generation is dropped.
   */
  void give(EarlyWork.Item item) {
    var run = item.generation() == generation ? runOf(item.plan()) : null;
    if (run != null) {
      item.work().accept(run);
    } else if (item.generation() < generation
        || (item.generation() == generation && uninstalled.contains(item.plan()))) {
      item.dropped().run();
    } else {
      early.add(item);
    }
  }

  /** Whether a plan has a run in a generation that takes work. */
  boolean isRunning(int plan, long atGeneration) {
    var run = atGeneration == generation ? runs.get(plan) : null;
    return run != null && !run.isOver();
  }

  private @Nullable PlanRun runOf(int plan) {
    var known = runs.get(plan);
    var current = assignment;
    var copies = plans.get(plan);
    if (known != null && (isOfJob(plan) || !known.isOver())) {
      return known;
    }
    if (current == null || copies == null) {
      return null;
    }
    var own = isOfJob(plan) ? slots : noState();
    var states = new PlanStates(copies.get(), stateFormat, own);
    var run = new PlanRun(plan, copies, current, context, states);
    runs.put(plan, run);
    return run;
  }

  /** The job's own plan has versions, which share its state; other plans are actions. */
  private static boolean isOfJob(int plan) {
    return plan <= 0;
  }

  private StateSlots noState() {
    return GenerationState.none(context.lanes().size()).slots();
  }

  /** Tries again what came too early. */
  void replayEarly() {
    early.takeAll().forEach(this::give);
  }
}
