package dev.sluice.worker.driver.batch;

import dev.sluice.graph.BatchNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.TransformNode;
import dev.sluice.streaming.Time;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.plan.JobPlanner.Transformation;
import dev.sluice.worker.plan.Transformed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls the transform functions of a job. Used by one thread. */
public final class TransformFunctions {
  /**
   * The batch whose functions are being called.
   *
   * @param batch what it reads
   * @param transformed what the functions called so far have given
   */
  public record Current(BatchComposition batch, Transformed transformed) {}

  private final List<Transformation> transformations;
  private volatile @Nullable Thread caller;
  private volatile @Nullable Current current;

  /** Makes the caller of functions, in the order of the list. */
  public TransformFunctions(List<Transformation> transformations) {
    this.transformations = List.copyOf(transformations);
  }

  /** The batch whose functions the calling thread calls; empty for any other thread. */
  public Optional<Current> current() {
    return Thread.currentThread() == caller ? Optional.ofNullable(current) : Optional.empty();
  }

  /**
   * Calls the functions that are due in a batch.
   *
   * @throws JobFailedException if one of them fails or gives no data set of the batch
   */
  Transformed call(BatchComposition batch) {
    var results = new HashMap<Integer, Node>();
    caller = Thread.currentThread();
    try {
      for (var transformation : transformations) {
        if (batch.index() % transformation.slideBatches() == 0) {
          current = new Current(batch, new Transformed(results));
          var node = transformation.node();
          results.put(node.info().id(), call(node, batch.timeMillis()));
        }
      }
    } finally {
      current = null;
    }
    return new Transformed(results);
  }

  private static Node call(TransformNode node, long timeMillis) {
    var parents =
        node.parents().stream()
            .<Node>map(parent -> new BatchNode(parent.info().again(), parent, timeMillis))
            .toList();
    try {
      var result = node.body().call(parents, new Time(timeMillis));
      if (result == null) {
        throw new IllegalStateException("Transform function must not return null");
      }
      requireOfBatch(result.node(), timeMillis, new HashSet<>());
      return result.node();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw new JobFailedException(
          "%s failed in the batch of %d ms: %s".formatted(node.info(), timeMillis, e), e);
    }
  }

  /** A data set of another batch has no data any more. */
  private static void requireOfBatch(Node node, long timeMillis, Set<Integer> seen) {
    if (!seen.add(node.info().id())) {
      return;
    }
    if (node instanceof BatchNode batch) {
      requireSame(node, batch.batchMillis(), timeMillis);
    } else if (node instanceof SourceNode.HeldBatch held) {
      throw new IllegalStateException(
          "the result reads the data that an output operation got in the batch of %d ms: make it from the data set that is given"
              .formatted(held.batchMillis()));
    } else {
      node.parents().forEach(parent -> requireOfBatch(parent, timeMillis, seen));
    }
  }

  private static void requireSame(Node node, long batchMillis, long timeMillis) {
    if (batchMillis != timeMillis) {
      throw new IllegalStateException(
          "the result reads the data set of %s in the batch of %d ms, which is gone: use window() or state to keep data"
              .formatted(node.info(), batchMillis));
    }
  }

  /** The batch that a data set is of, if it is made from one that a transform function got. */
  public static Optional<Long> batchOf(Node node) {
    var found = new HashMap<Integer, Long>();
    collect(node, found, new HashSet<>());
    return found.values().stream().findFirst();
  }

  private static void collect(Node node, Map<Integer, Long> found, Set<Integer> seen) {
    if (!seen.add(node.info().id())) {
      return;
    }
    if (node instanceof BatchNode batch) {
      found.put(node.info().id(), batch.batchMillis());
    } else {
      node.parents().forEach(parent -> collect(parent, found, seen));
    }
  }
}
