package dev.sluice.rdd;

import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.runtime.RddRunner;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;

/**
 * Transformations by a program of the executor's machine.
 *
 * @param <T> type of the records
 */
abstract class PipeTransformations<T> extends DoubleTransformations<T> {
  PipeTransformations(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Gives each partition to a process, a line a record as its {@code toString} gives it, and takes
   * the lines that the process prints. A process that ends with another code than 0 fails the task.
   *
   * @param command program and arguments, separated by white space; not seen by a shell
   * @return the data set of the lines, in UTF-8
   */
  public final RDD<String> pipe(String command) {
    var words = new StringTokenizer(command);
    return pipe(Collections.list(words).stream().map(Object::toString).toList());
  }

  /**
   * Gives each partition to a process, as {@link #pipe(String)} does.
   *
   * @param command program and arguments
   * @return the data set of the lines, in UTF-8
   */
  public final RDD<String> pipe(List<String> command) {
    return pipe(command, Map.of());
  }

  /**
   * Gives each partition to a process, as {@link #pipe(String)} does.
   *
   * @param command program and arguments
   * @param environment variables that the process gets beside those of the executor
   * @return the data set of the lines, in UTF-8
   */
  public final RDD<String> pipe(List<String> command, Map<String, String> environment) {
    return new RDD<>(
        runner(),
        new NarrowNode.MapPartitionsNode(
            NodeInfo.here("pipe"), node(), new PipedCommand<T>(command, environment), false));
  }
}
