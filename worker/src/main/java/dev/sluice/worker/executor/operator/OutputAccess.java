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

  /** Keeps a partition of a data set if there is room, and tells the driver whether there was. */
  void keep(
      BatchScope batch, int output, OutputSpec.Keep keep, int branch, int partition, List<?> all);

  /**
   * Gives a partition to a sink, and tells the driver that it has it.
   *
   * @throws Exception what the sink throws
   */
  void giveToSink(
      BatchScope batch,
      int output,
      OutputSpec.ToSink target,
      int branch,
      int partition,
      List<Object> records)
      throws Exception;
}
