package dev.sluice.worker.driver.batch;

import com.google.protobuf.ByteString;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.plan.PlannedJob;
import dev.sluice.worker.plan.Transformed;
import java.util.List;
import java.util.Map;

/**
 * What a batch is run by.
 *
 * @param id number of the version of the job's plan; 0 or below
 * @param job the plan
 * @param content the plan as executors get it
 * @param transformed what transform functions gave
 * @param data tasks of the data sets that transform functions have made, by index of the source
 */
public record BatchPlan(
    int id,
    PlannedJob job,
    ByteString content,
    Transformed transformed,
    Map<Integer, List<SourceTask>> data) {
  /** Copies the map. */
  public BatchPlan {
    data = Map.copyOf(data);
  }
}
