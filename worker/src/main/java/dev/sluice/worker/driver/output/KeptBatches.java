package dev.sluice.worker.driver.output;

import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.SourceNode;
import dev.sluice.worker.control.wire.HeldInput;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.plan.KeptStreams;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Where the executors keep batches of streams. Written by the event loop, read by any thread.
 * Batches of a driver before this one are not known.
 */
public final class KeptBatches {
  /** A partition of a batch, and the executor that keeps it. */
  public record Part(String worker, HeldInput input) {}

  private final List<KeptStreams.Kept> streams;
  private final int firstOutput;
  private final Map<String, NavigableMap<Long, List<Part>>> parts = new ConcurrentHashMap<>();

  /**
   * Makes the table.
   *
   * @param firstOutput the plan's first output that is a kept stream; the others follow
   */
  public KeptBatches(KeptStreams streams, int firstOutput) {
    this.streams = List.copyOf(streams.byNode().values());
    this.firstOutput = firstOutput;
    this.streams.forEach(kept -> parts.put(kept.holdId(), new ConcurrentSkipListMap<>()));
  }

  /** A batch is complete: what it has can be used, and what is too old cannot any more. */
  public void committed(Batch batch) {
    for (var position = 0; position < streams.size(); position++) {
      var stream = streams.get(position);
      var batches = parts.getOrDefault(stream.holdId(), new ConcurrentSkipListMap<>());
      if (batch.index() % stream.slideBatches() == 0) {
        batches.put(batch.index(), partsOf(batch, stream.holdId(), firstOutput + position));
      }
      batches.headMap(batch.index() - stream.keepBatches(), true).clear();
    }
  }

  /**
   * Where the partitions of a batch are.
   *
   * @throws IllegalStateException if it is not kept
   */
  public List<Part> get(NodeInfo operation, String holdId, long batch) {
    var batches = parts.getOrDefault(holdId, new ConcurrentSkipListMap<>());
    var found = batches.get(batch);
    if (found != null) {
      return found;
    }
    throw new IllegalStateException(
        batches.isEmpty() || batch > batches.lastKey()
            ? "batch %d of %s is not complete yet: ask for it when its time has passed"
                .formatted(batch, operation)
            : "batch %d of %s is not kept any more, the first one is %d: call remember() with a longer duration before start()"
                .formatted(batch, operation, batches.firstKey()));
  }

  /**
   * Where the partitions of a batch are.
   *
   * @throws IllegalStateException if it is not kept, or one of them was on an executor that is gone
   */
  List<Part> get(SourceNode.KeptBatch source, List<Worker> members) {
    var found = get(source.info(), source.holdId(), source.batch());
    var ids = members.stream().map(Worker::id).toList();
    for (var part : found) {
      if (!ids.contains(part.worker())) {
        throw new IllegalStateException(
            "batch %d of %s was kept on executor %s, which is lost: ask for a later one"
                .formatted(source.batch(), source.info(), part.worker()));
      }
    }
    return found;
  }

  private static List<Part> partsOf(Batch batch, String holdId, int output) {
    return batch.pieces().stream()
        .filter(piece -> piece.piece().getOutput() == output)
        .map(
            piece ->
                new Part(
                    piece.worker(),
                    HeldInput.newBuilder()
                        .setHold(holdId)
                        .setBatch(batch.index())
                        .setBranch(piece.piece().getBranch())
                        .setPartition(piece.piece().getPartition())
                        .build()))
        .toList();
  }
}
