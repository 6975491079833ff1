package dev.sluice.runtime;

import dev.sluice.format.OutputFormat;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs a function over the partitions of a data set; may block for as long as the tasks take. */
public interface RddRunner {
  /**
   * Runs a function once for each partition.
   *
   * @param node the data set
   * @param function called with the partition's records on the executor that has it
   * @param <R> type of the results; must be serialisable by the engine
   * @return the results in order of the partitions
   */
  <R> List<R> runJob(Node node, Function<Iterator<Object>, R> function);

  /**
   * Begins to run a function once for each partition. Blocks only while too many actions run.
   *
   * @param node the data set
   * @param function called with the partition's records on the executor that has it
   * @param together makes the result of those of the partitions, in their order; on a thread of the
   *     engine
   * @param <P> type of the results of partitions; must be serialisable by the engine
   * @param <R> type of the result
   * @return the result, or what the action failed with
   */
  default <P, R> CompletableFuture<R> submitJob(
      Node node,
      Function<Iterator<Object>, P> function,
      java.util.function.Function<List<P>, R> together) {
    throw new IllegalStateException("this engine runs no asynchronous actions");
  }

  /** {@return whether actions can be run now} */
  default boolean isRunning() {
    return false;
  }

  /**
   * Writes a data set as files of a directory, which appear when all are written.
   *
   * @param node the data set
   * @param path path or URI of the directory
   * @param format how files are written
   */
  default void save(Node node, String path, OutputFormat<?> format) {
    throw new IllegalStateException("this engine writes no files");
  }

  /**
   * Has the executors free a data set that they keep; what reads it already still may. Without
   * effect if they do not keep it.
   *
   * @param node the data set
   */
  void release(Node node);

  /** {@return the job whose executors run it} */
  JobRun job();

  /** {@return the variables that driver and executors share} */
  SharedVariables shared();
}
