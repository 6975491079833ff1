package dev.sluice.graph;

import dev.sluice.format.OutputFormat;
import dev.sluice.function.VoidFunction2;
import dev.sluice.rdd.RDD;
import dev.sluice.sink.Sink;
import dev.sluice.streaming.Time;

/** An output operation: what makes the graph run. Operations complete in order of registration. */
public sealed interface Output {
  /** {@return what the operation is called} */
  NodeInfo info();

  /** {@return the stream whose batches it gets} */
  Node parent();

  /**
   * The first records of each batch on the driver's standard output.
   *
   * @param info what the operation is called
   * @param parent the stream
   * @param count how many records at the most
   */
  record Print(NodeInfo info, Node parent, int count) implements Output {}

  /**
   * A file a partition and batch.
   *
   * @param info what the operation is called
   * @param parent the stream
   * @param prefix path or URI before the batch's time
   * @param suffix what follows the time after a dot; may be empty
   * @param format how files are written
   */
  record SaveAsFiles(
      NodeInfo info, Node parent, String prefix, String suffix, OutputFormat<?> format)
      implements Output {}

  /**
   * A place of the program's own.
   *
   * @param info what the operation is called
   * @param parent the stream
   * @param uid names the output in the job
   * @param sink where the records go
   */
  record SaveTo(NodeInfo info, Node parent, String uid, Sink<?> sink) implements Output {}

  /**
   * A function of each batch's data set, called on the driver.
   *
   * @param info what the operation is called
   * @param parent the stream
   * @param body called with the untyped data set and the batch's time
   */
  record ForeachRdd(NodeInfo info, Node parent, VoidFunction2<RDD<Object>, Time> body)
      implements Output {}
}
