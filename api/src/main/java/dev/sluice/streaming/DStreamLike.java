package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.rdd.RDDLike;

/**
 * What {@link DStream} and {@link PairDStream} have in common: a sequence of data sets, one a
 * batch. Immutable handles; every method adds to the context's graph and none runs anything before
 * {@link StreamingContext#start}. After that they throw {@link IllegalStateException}.
 *
 * @param <T> type of the records
 * @param <R> the data set's own type
 * @param <S> the stream's own type
 */
public abstract class DStreamLike<T, R extends RDDLike<T>, S extends DStreamLike<T, R, S>>
    extends TransformOperations<T, R, S> {
  DStreamLike(StreamingContext context, Node node) {
    super(context, node);
  }

  /** Prints the first 10 records of each batch on the driver's standard output. */
  public final void print() {
    print(10);
  }

  /**
   * Prints the first records of each batch on the driver's standard output.
   *
   * @param number how many
   */
  public final void print(int number) {
    context().addOutput(new Output.Print(here("print"), node(), number));
  }

  /**
   * Writes each batch as text files, one a partition, to {@code prefix-<milliseconds>}.
   *
   * @param prefix path or URI before the batch's time
   */
  public final void saveAsTextFiles(String prefix) {
    saveAsTextFiles(prefix, "");
  }

  /**
   * Writes each batch as text files, one a partition, to {@code prefix-<milliseconds>.suffix}. A
   * batch that is run again after a failure replaces its own files.
   *
   * @param prefix path or URI before the batch's time
   * @param suffix what follows the time after a dot; empty for nothing
   */
  public final void saveAsTextFiles(String prefix, String suffix) {
    context().addOutput(new Output.SaveAsText(here("saveAsTextFiles"), node(), prefix, suffix));
  }
}
