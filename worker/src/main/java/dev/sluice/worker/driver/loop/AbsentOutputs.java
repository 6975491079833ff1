package dev.sluice.worker.driver.loop;

import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.plan.PlannedJob;
import dev.sluice.worker.plan.Presence;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which output operations a batch has no data set for; a pure function. */
final class AbsentOutputs {
  private AbsentOutputs() {}

  /**
   * Returns their indices.
   *
   * @throws IllegalStateException if an operation of the program cannot go without the data set
   */
  static Set<Integer> of(PlannedJob planned, BatchComposition batch) {
    var absent = new HashSet<Integer>();
    for (var source = 0; source < planned.sources().size(); source++) {
      var input = batch.inputs().get(planned.plan().sources().get(source).uid());
      if (isAbsent(planned.sources().get(source), input)) {
        absent.add(planned.sources().get(source).info().id());
      }
    }
    return absent.isEmpty() ? Set.of() : Presence.absentOutputs(planned.outputs(), absent);
  }

  private static boolean isAbsent(Node source, @Nullable SourceInput input) {
    if (input instanceof SourceInput.Generated generated) {
      return !generated.present();
    }
    return source instanceof SourceNode.QueueSource queue
        && queue.whenEmpty() == null
        && !(input instanceof SourceInput.Queue taken && !taken.indices().isEmpty());
  }
}
