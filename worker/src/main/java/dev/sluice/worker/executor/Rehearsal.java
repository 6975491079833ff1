package dev.sluice.worker.executor;

import dev.sluice.worker.codec.StateFormat;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.exchange.Owners;
import dev.sluice.worker.plan.Plan;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does for nothing what a generation begins with: the program's classes are loaded, the store is
 * connected and the operators were made once when the real one begins. No function of the program
 * is called, nothing is written, and a failure means nothing.
 */
final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  private final ExecutorContext context;
  private final StateFormat format;
  private final StateLoader loader;

  Rehearsal(ExecutorContext context, StateFormat format, StateLoader loader) {
    this.context = context;
    this.format = format;
    this.loader = loader;
  }

  /**
   * Runs; blocks on the store.
   *
   * @param copies the job's plan
   * @param sample some state
   * @return whether it went through
   */
  boolean run(Supplier<Plan> copies, List<StateRange> sample) {
    try {
      var lanes = context.lanes().size();
      var alone = new Owners(List.of(0), 0, lanes);
      var slots =
          new StateSlots(loader.load(sample), new StateVersions(lanes, StateVersions.NONE, 0));
      var states = new PlanStates(copies.get(), format, slots);
      var run =
          new PlanRun(
              0,
              copies,
              new Assignment(0, List.of(), alone, Set.of(), Set.of(), false),
              context,
              states);
      var stages = run.on(context.lanes().get(0)).stages();
      run.end();
      LOG.info("made ready: {} stages, {} pieces of state", stages.size(), sample.size());
      return true;
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("the rehearsal failed", e);
      return false;
    }
  }
}
