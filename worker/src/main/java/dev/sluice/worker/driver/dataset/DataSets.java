package dev.sluice.worker.driver.dataset;

import dev.sluice.StorageLevel;
import dev.sluice.graph.BatchNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.RemoveDataSet;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.workers.Worker;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data sets that the program has persisted and executors keep. The first use of one has it
 * computed by an action of its own; a plan then reads what is kept in its place. A generation keeps
 * nothing of the one before. A data set that nothing can reach any more goes by itself.
 *
 * <p>Thread-safe; executors are told by the event loop.
 */
public final class DataSets {
  private static final Logger LOG = LoggerFactory.getLogger(DataSets.class);
  private static final Cleaner CLEANER = Cleaner.create();

  private final EventLoop loop;

  /** By node: what it is kept under; empty if it did not fit. */
  private final Map<Integer, CompletableFuture<Optional<String>>> byNode = new HashMap<>();

  private final Map<String, KeptDataSet> kept = new HashMap<>();
  private List<Worker> members = List.of();
  private long generation = -1;
  private long committedBatch;
  private long made;

  /** Makes the table of a job. */
  public DataSets(EventLoop loop) {
    this.loop = loop;
  }

  /** A generation runs, with these executors. */
  public synchronized void began(long newGeneration, List<Worker> executors) {
    generation = newGeneration;
    members = List.copyOf(executors);
  }

  /** The generation is over, and all that it keeps with it. */
  public synchronized void rewound() {
    generation = -1;
    members = List.of();
    byNode.clear();
    kept.clear();
  }

  /**
   * What can be read in place of persisted data sets that some data sets are made from; computes
   * what is not kept yet and waits for that.
   *
   * @param roots the data sets
   * @param runner computes
   * @return by the id of the node
   */
  public Map<Integer, Node> of(Collection<Node> roots, Materialization.Runner runner) {
    var found = new HashMap<Integer, Node>();
    var seen = new HashSet<Integer>();
    roots.forEach(root -> collect(root, runner, seen, found));
    return found;
  }

  private void collect(
      Node node, Materialization.Runner runner, Set<Integer> seen, Map<Integer, Node> found) {
    if (!seen.add(node.info().id()) || node instanceof BatchNode) {
      return;
    }
    var hold = isToBeKept(node) ? hold(node, runner) : Optional.<String>empty();
    if (hold.isPresent()) {
      found.put(node.info().id(), new SourceNode.PersistedData(node.info().again(), hold.get()));
    } else {
      node.parents().forEach(parent -> collect(parent, runner, seen, found));
    }
  }

  /** What executors hold of a batch anyway is not kept twice. */
  private static boolean isToBeKept(Node node) {
    return node.info().storageLevel().filter(level -> !level.equals(StorageLevel.NONE)).isPresent()
        && !(node instanceof SourceNode.HeldBatch || node instanceof SourceNode.KeptBatch)
        && !readsTransformed(node, new HashSet<>());
  }

  private static boolean readsTransformed(Node node, Set<Integer> seen) {
    return node instanceof BatchNode
        || (seen.add(node.info().id())
            && node.parents().stream().anyMatch(parent -> readsTransformed(parent, seen)));
  }

  private Optional<String> hold(Node node, Materialization.Runner runner) {
    var id = node.info().id();
    var mine = new CompletableFuture<Optional<String>>();
    String hold;
    CompletableFuture<Optional<String>> first;
    synchronized (this) {
      var known = byNode.putIfAbsent(id, mine);
      first = known == null ? mine : known;
      hold = "dataset-%d-%d".formatted(id, ++made);
    }
    if (first == mine) {
      CLEANER.register(node.info(), () -> release(id));
      materialize(node, hold, runner, mine);
    }
    try {
      return first.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void materialize(
      Node node,
      String hold,
      Materialization.Runner runner,
      CompletableFuture<Optional<String>> result) {
    var id = node.info().id();
    try {
      var data = runner.materialize(node, hold);
      result.complete(keep(id, result, hold, data) ? Optional.of(hold) : Optional.empty());
      if (!data.isComplete()) {
        LOG.warn(
            "{} does not fit into the memory for data sets and is computed by each use: raise"
                + " datasets.memoryBytes or unpersist another one",
            node.info());
      }
    } catch (RuntimeException | Error e) {
      synchronized (this) {
        byNode.remove(id, result);
      }
      remove(hold);
      result.completeExceptionally(e);
    }
  }

  private synchronized boolean keep(
      int id, CompletableFuture<Optional<String>> result, String hold, Materialization data) {
    var wanted = byNode.get(id) == result && data.isValid().getAsBoolean();
    if (wanted && data.isComplete() && data.generation() == generation) {
      kept.put(hold, new KeptDataSet(id, hold, data));
      return true;
    }
    if (!wanted || data.isComplete()) {
      byNode.remove(id, result);
    }
    remove(hold);
    return false;
  }

  /** The program no longer wants a data set kept. */
  public void release(int node) {
    release(data -> data.node() == node);
    synchronized (this) {
      byNode.remove(node);
    }
  }

  /** An output operation has returned. */
  public void operationEnded() {
    release(KeptDataSet::isOfOperation);
  }

  private synchronized void release(Predicate<KeptDataSet> which) {
    for (var data : kept.values()) {
      if (which.test(data)) {
        byNode.remove(data.node());
        data.release();
      }
    }
    removeGarbage();
  }

  /** Batches up to an index are complete. */
  public synchronized void committed(long batch) {
    committedBatch = batch;
    removeGarbage();
  }

  /** An action on a plan begins; {@link #actionEnded} follows. */
  public synchronized void actionBegun(List<Node> sources) {
    forEach(sources, KeptDataSet::actionBegun);
  }

  /** An action on a plan is over. */
  public synchronized void actionEnded(List<Node> sources) {
    forEach(sources, KeptDataSet::actionEnded);
    removeGarbage();
  }

  /**
   * Whether all data sets that the plan of a batch reads are there; then they stay until the batch
   * is committed.
   */
  public synchronized boolean readBy(long batch, List<Node> sources) {
    if (!holds(sources).stream().allMatch(kept::containsKey)) {
      return false;
    }
    // One that is committed already runs again before the next one is committed.
    forEach(sources, data -> data.readByBatch(Math.max(batch, committedBatch + 1)));
    return true;
  }

  /** The tasks that read what is kept, by executor. */
  public synchronized Map<String, List<SourceTask>> tasks(List<Node> sources, int firstIndex) {
    var tasks = new HashMap<String, List<SourceTask>>();
    var index = firstIndex;
    for (var source = 0; source < sources.size(); source++) {
      if (sources.get(source) instanceof SourceNode.PersistedData node) {
        var data = kept.get(node.holdId());
        if (data == null) {
          throw new LostDataSetException(node.holdId());
        }
        for (var piece : data.pieces()) {
          tasks
              .computeIfAbsent(piece.worker(), key -> new ArrayList<>())
              .add(data.task(source, index++, piece));
        }
      }
    }
    return tasks;
  }

  private void forEach(List<Node> sources, Consumer<KeptDataSet> action) {
    for (var hold : holds(sources)) {
      var data = kept.get(hold);
      if (data != null) {
        action.accept(data);
      }
    }
  }

  private static List<String> holds(List<Node> sources) {
    return sources.stream()
        .filter(SourceNode.PersistedData.class::isInstance)
        .map(source -> ((SourceNode.PersistedData) source).holdId())
        .toList();
  }

  private void removeGarbage() {
    var garbage = kept.values().stream().filter(data -> data.isGarbage(committedBatch)).toList();
    for (var data : garbage) {
      kept.remove(data.hold());
      remove(data.hold());
    }
  }

  private void remove(String hold) {
    loop.execute(() -> send(hold));
  }

  private synchronized void send(String hold) {
    var message =
        DriverMessage.newBuilder().setRemoveDataSet(RemoveDataSet.newBuilder().setHold(hold));
    members.forEach(worker -> worker.send(message));
  }
}
