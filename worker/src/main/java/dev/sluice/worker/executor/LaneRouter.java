package dev.sluice.worker.executor;

import dev.sluice.Partitioner;
import dev.sluice.Tuple2;
import dev.sluice.worker.codec.CodecException;
import dev.sluice.worker.codec.KeyCheck;
import dev.sluice.worker.codec.RecordWriter;
import dev.sluice.worker.exchange.ExchangeNetwork.Address;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.RecordRouter;
import dev.sluice.worker.executor.operator.UnroutableException;
import dev.sluice.worker.plan.ExchangeSpec;
import dev.sluice.worker.plan.ExchangeSpec.Routing;
import dev.sluice.worker.plan.KeySpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of one lane to the partitions of one exchange: folded at once when the lane
 * owns the partition, handed over in chunks to another lane, encoded for another executor.
 */
final class LaneRouter implements RecordRouter {
  private static final int CHUNK_RECORDS = 512;
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final long FULL_QUEUE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
  private static final long NO_CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final PlanRun run;
  private final Lane lane;
  private final ExchangeSpec exchange;
  private final int shards;
  private final int forwardPartition;
  private final Map<Integer, List<Object>> chunks = new HashMap<>();
  private final Map<Integer, RecordWriter> writers = new HashMap<>();
  private @Nullable Class<?> checkedKey;
  private int spread;

  LaneRouter(PlanRun run, Lane lane, ExchangeSpec exchange, int shards) {
    this.run = run;
    this.lane = lane;
    this.exchange = exchange;
    this.shards = shards;
    this.forwardPartition = forwardPartition(run, lane, exchange);
    this.spread = firstToSpread();
  }

  @Override
  public void route(BatchScope batch, Object record) {
    var partition = partitionOf(record);
    if (batch.catchUp() && run.isUnwanted(batch, exchange.toStage(), partition)) {
      return;
    }
    var owners = run.owners();
    if (!owners.isLocal(partition)) {
      var writer = writers.computeIfAbsent(partition, key -> run.format().newWriter());
      writer.write(record);
      if (writer.sizeInBytes() >= CHUNK_BYTES) {
        sendRemote(batch, partition, writer);
      }
      return;
    }
    if (owners.lane(partition) == lane.index()) {
      run.stagesOf(lane)
          .inputOfStage(exchange.toStage())
          .add(batch.batch(), partition, exchange.input(), record);
      return;
    }
    var chunk = chunks.computeIfAbsent(partition, key -> new ArrayList<>(CHUNK_RECORDS));
    chunk.add(record);
    if (chunk.size() >= CHUNK_RECORDS) {
      chunks.remove(partition);
      handOver(batch, partition, chunk);
    }
  }

  @Override
  public void flush(BatchScope batch) {
    chunks.forEach((partition, chunk) -> handOver(batch, partition, chunk));
    chunks.clear();
    writers.forEach(
        (partition, writer) -> {
          if (writer.count() > 0) {
            sendRemote(batch, partition, writer);
          }
        });
    spread = firstToSpread();
  }

  private int partitionOf(Object record) {
    var routing = exchange.routing();
    if (routing instanceof Routing.Key) {
      return KeySpace.partitionOf(keyOf(record), shards, exchange.partitions());
    }
    if (routing instanceof Routing.By by) {
      return partitionBy(by.partitioner(), keyOf(record));
    }
    if (routing instanceof Routing.Spread) {
      spread = spread + 1 < exchange.partitions() ? spread + 1 : 0;
      return spread;
    }
    return routing instanceof Routing.Forward ? forwardPartition : 0;
  }

  private Object keyOf(Object record) {
    var key = ((Tuple2<?, ?>) record)._1();
    if (key == null) {
      throw new UnroutableException(
          new IllegalArgumentException("a key is null: filter such pairs out before"));
    }
    if (key.getClass() != checkedKey) {
      requireStableHash(key.getClass());
      checkedKey = key.getClass();
    }
    return key;
  }

  private static void requireStableHash(Class<?> type) {
    try {
      KeyCheck.requireStableHash(type);
    } catch (CodecException e) {
      throw new UnroutableException(e);
    }
  }

  private int partitionBy(Partitioner partitioner, Object key) {
    int partition;
    try {
      partition = partitioner.getPartition(key);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      throw new UnroutableException(e);
    }
    if (partition < 0 || partition >= exchange.partitions()) {
      throw new UnroutableException(
          new IllegalArgumentException(
              "the partitioner gave partition %d for key '%s': it must be from 0 to %d"
                  .formatted(partition, key, exchange.partitions() - 1)));
    }
    return partition;
  }

  /** Lanes begin at different partitions, so that small batches are spread too. */
  private int firstToSpread() {
    return (int) ((long) lane.index() * exchange.partitions() / run.lanes()) - 1;
  }

  private void handOver(BatchScope batch, int partition, List<Object> chunk) {
    var target = run.lane(run.owners().lane(partition));
    lane.awaitFolding(run, FULL_QUEUE_NANOS, () -> target.queuedRecords() < run.mostQueuedChunks());
    target.offer(new LaneItem.Handover(run, batch.batch(), exchange.id(), partition, chunk));
  }

  private void sendRemote(BatchScope batch, int partition, RecordWriter writer) {
    var records = writer.finish();
    var worker = run.executorId(run.owners().executor(partition));
    var address =
        new Address(run.planId(), run.generation(), batch.batch(), exchange.id(), partition);
    lane.awaitFolding(
        run, NO_CREDIT_NANOS, () -> run.network().trySend(worker, address, records, lane::wakeUp));
  }

  private static int forwardPartition(PlanRun run, Lane lane, ExchangeSpec exchange) {
    if (!(exchange.routing() instanceof Routing.Forward)) {
      return 0;
    }
    var own = run.owners().partitionsOf(lane.index(), exchange.partitions());
    return own.isEmpty() ? lane.index() % exchange.partitions() : own.get(0);
  }
}
