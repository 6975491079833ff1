package dev.sluice.rdd;

import dev.sluice.SluiceContext;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

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

  /** Begins what {@link #run} does; the results are put together when all are there. */
  @SuppressWarnings("unchecked") // the node produces records of type T
  final <P, R> Future<R> submit(
      Function<Iterator<T>, P> function, java.util.function.Function<List<P>, R> together) {
    var untyped = (Function<Iterator<Object>, P>) (Function<?, P>) function;
    return runner.submitJob(node, untyped, together);
  }

  /** {@return what {@code setName} was called with; null if it was not} */
  public final @Nullable String name() {
    return node.info().name().orElse(null);
  }

  /**
   * {@return what the data set is made from, a line an operation, indented behind what reads it}
   */
  public final String toDebugString() {
    var text = new StringBuilder();
    describe(node, "", text);
    return text.toString();
  }

  private static void describe(Node node, String indent, StringBuilder target) {
    var info = node.info();
    target.append(indent).append(info.name().map(given -> given + " ").orElse("")).append(info);
    info.storageLevel().ifPresent(level -> target.append(" [").append(level).append(']'));
    for (var parent : node.parents()) {
      target.append('\n');
      describe(parent, indent + "  ", target);
    }
  }

  /** {@return what kind of data set it is, and where the program made it} */
  @Override
  public final String toString() {
    var name = node.info().name().map(given -> given + " ").orElse("");
    return "%s%s[%d] of %s"
        .formatted(name, getClass().getSimpleName(), node.info().id(), node.info());
  }
}
