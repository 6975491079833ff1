package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.OutputSpec;
import java.util.List;

/** Where the records of output operations go. Called by lanes; thread-safe. */
public interface OutputAccess {
  /** Gives the driver the records of a partition. */
  void send(BatchScope batch, int output, int branch, int partition, List<?> records);

  /** Keeps a partition, and tells the driver that it is here. */
  void hold(
      BatchScope batch,
      int output,
      OutputSpec.Hold hold,
      int branch,
      int partition,
      List<Object> records);

  /** Writes a partition as text, in place of what an earlier attempt wrote. */
  void saveAsText(
      BatchScope batch,
      String prefix,
      String suffix,
      int branch,
      int partition,
      List<Object> records);
}
