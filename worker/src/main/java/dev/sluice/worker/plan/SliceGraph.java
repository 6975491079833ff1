package dev.sluice.worker.plan;

import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.ShuffleNode;
import dev.sluice.graph.Slides;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.UnionNode;
import dev.sluice.graph.WindowedNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes data sets of a stream's past batches: the stream's own graph, over the batches that are
 * kept. Used by one thread, for one slice.
 */
public final class SliceGraph {
  private final KeptStreams kept;
  private final long batchMillis;
  private final long zeroMillis;
  private final Check check;
  private final Map<Place, Node> known = new HashMap<>();

  /** Checks that a batch of a stream is kept. */
  @FunctionalInterface
  public interface Check {
    /**
     * Does the check.
     *
     * @throws IllegalStateException if it is not kept
     */
    void require(Node stream, String holdId, long batch);
  }

  private record Place(int node, long batch) {}

  /**
   * Makes slices of a job's streams.
   *
   * @param batchMillis the batch interval
   * @param zeroMillis the time that all batch times are aligned to
   */
  public SliceGraph(KeptStreams kept, long batchMillis, long zeroMillis, Check check) {
    this.kept = kept;
    this.check = check;
    this.batchMillis = batchMillis;
    this.zeroMillis = zeroMillis;
  }

  /**
   * The data set of a stream in a batch.
   *
   * @throws IllegalStateException if it needs one that is not kept
   */
  public Node at(Node stream, long batch) {
    var place = new Place(stream.info().id(), batch);
    var made = known.get(place);
    if (made == null) {
      made = make(stream, batch);
      known.put(place, made);
    }
    return made;
  }

  private Node make(Node stream, long batch) {
    var keeping = kept.of(stream);
    if (keeping.isPresent()) {
      check.require(stream, keeping.get().holdId(), batch);
      return new SourceNode.KeptBatch(stream.info().again(), keeping.get().holdId(), batch);
    }
    if (stream instanceof SourceNode.GeneratedSource generated) {
      var list = generated.lists().apply(zeroMillis + batch * batchMillis);
      return new SourceNode.CollectionSource(
          stream.info().again(), list == null ? List.of() : List.copyOf(list), generated.slices());
    }
    if (!KeptStreams.isComputable(stream)) {
      throw new IllegalStateException(
          "the batches of %s are not kept: call remember(duration) on the context, or persist() on the stream, before start()"
              .formatted(stream.info()));
    }
    if (stream instanceof WindowedNode.WindowNode window) {
      return union(window, batch);
    }
    if (stream instanceof WindowedNode.ReducedWindowNode window) {
      return reduced(window, union(window, batch));
    }
    return copy((Record) stream, stream.parents().stream().map(node -> at(node, batch)).toList());
  }

  private Node union(WindowedNode window, long batch) {
    var step = Slides.slideMillis(window.parent(), batchMillis) / batchMillis;
    var parents = new ArrayList<Node>();
    var first = batch - window.windowMillis() / batchMillis + step;
    for (var index = Math.max(step, first); index <= batch; index += step) {
      parents.add(at(window.parent(), index));
    }
    return new UnionNode(window.info().again(), parents);
  }

  private static Node reduced(WindowedNode.ReducedWindowNode window, Node union) {
    var partitioning =
        window.parent() instanceof ShuffleNode.ReduceByKeyNode batches
            ? batches.partitioning()
            : Partitioning.DEFAULT;
    return new ShuffleNode.ReduceByKeyNode(
        window.info().again(), union, window.function(), partitioning);
  }

  /** The same transformation of other inputs. */
  private static Node copy(Record node, List<Node> parents) {
    var components = node.getClass().getRecordComponents();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values = new Object[components.length];
    try {
      for (var index = 0; index < components.length; index++) {
        var value = components[index].getAccessor().invoke(node);
        if (value instanceof NodeInfo info) {
          values[index] = info.again();
        } else if (value instanceof Node) {
          values[index] = parents.get(0);
        } else if (components[index].getName().equals("parents")) {
          values[index] = parents;
        } else {
          values[index] = value;
        }
      }
      return (Node) node.getClass().getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot copy " + node.getClass().getName(), e);
    }
  }
}
