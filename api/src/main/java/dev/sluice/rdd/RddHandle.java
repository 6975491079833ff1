package dev.sluice.rdd;

import dev.sluice.SluiceContext;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.Iterator;
import java.util.List;

/**
 * A vertex of the graph in the hands of the program.
 *
 * @param <T> type of the records
 */
abstract class RddHandle<T> {
  private final RddRunner runner;
  private final Node node;

  RddHandle(RddRunner runner, Node node) {
    this.runner = runner;
    this.node = node;
  }

  /** {@return the vertex of the graph behind this data set; for engines} */
  public final Node node() {
    return node;
  }

  final RddRunner runner() {
    return runner;
  }

  /** {@return the entry to the data sets of the same job} */
  public final SluiceContext context() {
    return new SluiceContext(runner);
  }

  /** Runs a function once for each partition and gives the results in order of the partitions. */
  @SuppressWarnings("unchecked") // the node produces records of type T
  final <R> List<R> run(Function<Iterator<T>, R> function) {
    return runner.runJob(node, (Function<Iterator<Object>, R>) (Function<?, R>) function);
  }

  /** {@return what kind of data set it is, and where the program made it} */
  @Override
  public final String toString() {
    return "%s[%d] of %s".formatted(getClass().getSimpleName(), node.info().id(), node.info());
  }
}
