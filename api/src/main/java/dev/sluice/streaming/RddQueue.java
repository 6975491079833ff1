package dev.sluice.streaming;

import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.TransformNode;
import dev.sluice.graph.UnionNode;
import dev.sluice.rdd.RDD;
import dev.sluice.runtime.RddRunner;
import java.lang.ref.WeakReference;
import java.util.AbstractList;
import java.util.AbstractQueue;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A queue of data sets as one of lists, for the source that records which elements a batch took: a
 * data set stands in it as a list of its number. The source keeps such a list for as long as a
 * batch may be computed again, and with it the data set.
 *
 * @param <T> type of the records
 */
final class RddQueue<T> extends AbstractQueue<List<Long>> {
  private static final class Ticket<T> extends AbstractList<Long> {
    private final long number;
    private final RDD<T> rdd;

    Ticket(long number, RDD<T> rdd) {
      this.number = number;
      this.rdd = rdd;
    }

    @Override
    public Long get(int index) {
      return number;
    }

    @Override
    public int size() {
      return 1;
    }
  }

  private final Queue<RDD<T>> queue;
  private final Map<Long, WeakReference<Ticket<T>>> taken = new ConcurrentHashMap<>();
  private long next;

  RddQueue(Queue<RDD<T>> queue) {
    this.queue = queue;
  }

  /** The list that stands for a data set; null for none. */
  @Nullable List<Long> ticket(@Nullable RDD<T> rdd) {
    if (rdd == null) {
      return null;
    }
    taken.values().removeIf(reference -> reference.get() == null);
    var ticket = new Ticket<>(next++, rdd);
    taken.put(ticket.number, new WeakReference<>(ticket));
    return ticket;
  }

  @Override
  public @Nullable List<Long> poll() {
    return ticket(queue.poll());
  }

  /** Gives the data sets of a batch behind each other, by their numbers in the source. */
  TransformNode.Body body(RddRunner runner) {
    return new TransformNode.Body() {
      @Override
      public RDD<T> call(List<Node> batch, Time time) {
        return union(runner, new RDD<Long>(runner, batch.get(0)).collect());
      }

      @Override
      public boolean needsEveryParent() {
        return false;
      }
    };
  }

  private RDD<T> union(RddRunner runner, List<Long> numbers) {
    List<Node> nodes = numbers.stream().map(number -> rdd(number).node()).toList();
    if (nodes.size() == 1) {
      return new RDD<>(runner, nodes.get(0));
    }
    var info = NodeInfo.here("queueStream");
    return new RDD<>(
        runner,
        nodes.isEmpty()
            ? new SourceNode.CollectionSource(info, List.of(), 0)
            : new UnionNode(info, nodes));
  }

  private RDD<T> rdd(Long number) {
    var reference = taken.get(number);
    var ticket = reference == null ? null : reference.get();
    if (ticket == null) {
      throw new IllegalStateException("data set " + number + " of the queue is gone");
    }
    return ticket.rdd;
  }

  @Override
  public @Nullable List<Long> peek() {
    return null;
  }

  @Override
  public boolean offer(List<Long> list) {
    throw new UnsupportedOperationException("only the program's queue is added to");
  }

  @Override
  public Iterator<List<Long>> iterator() {
    return Collections.emptyIterator();
  }

  @Override
  public int size() {
    return 0;
  }
}
