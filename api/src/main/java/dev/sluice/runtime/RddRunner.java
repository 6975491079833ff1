package dev.sluice.runtime;

import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import java.util.Iterator;
import java.util.List;

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
   * Has the executors free a data set that they keep; what reads it already still may. Without
   * effect if they do not keep it.
   *
   * @param node the data set
   */
  void release(Node node);

  /** {@return the variables that driver and executors share} */
  SharedVariables shared();
}
