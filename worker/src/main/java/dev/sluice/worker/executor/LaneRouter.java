package dev.sluice.worker.executor;

import dev.sluice.Partitioner;
import dev.sluice.Tuple2;
import dev.sluice.worker.codec.CodecException;
import dev.sluice.worker.codec.KeyCheck;
import dev.sluice.worker.codec.RecordWriter;
import dev.sluice.worker.exchange.ExchangeNetwork.Address;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.RecordList;
import dev.sluice.worker.executor.operator.RecordRouter;
import dev.sluice.worker.executor.operator.UnroutableException;
import dev.sluice.worker.plan.ExchangeSpec;
import dev.sluice.worker.plan.ExchangeSpec.Routing;
import dev.sluice.worker.plan.KeySpace;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
  private final LaneRun own;
  private final Lane lane;
  private final ExchangeSpec exchange;
  private final int shards;
  private final int forwardPartition;
  private final int @Nullable [] partitionOfShard;
  private final @Nullable RecordList[] chunks;
  private final @Nullable RecordWriter[] writers;
  private @Nullable StageInput ownInput;
  private @Nullable Class<?> checkedKey;
  private int spread;

  LaneRouter(PlanRun run, LaneRun own, ExchangeSpec exchange, int shards) {
    this.run = run;
    this.own = own;
    this.lane = own.lane();
    this.exchange = exchange;
    this.shards = shards;
    this.partitionOfShard = partitionOfShard(exchange, shards);
    this.chunks = new @Nullable RecordList[exchange.partitions()];
    this.writers = new @Nullable RecordWriter[exchange.partitions()];
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
      write(batch, partition, record);
    } else if (owners.lane(partition) == lane.index()) {
      ownInput().add(batch.batch(), partition, exchange.input(), record);
    } else {
      gather(batch, partition, record);
    }
  }

  private void write(BatchScope batch, int partition, Object record) {
    var writer = writers[partition];
    if (writer == null) {
      writer = run.format().newWriter();
      writers[partition] = writer;
    }
    writer.write(record);
    if (writer.sizeInBytes() >= CHUNK_BYTES) {
      sendRemote(batch, partition, writer);
    }
  }

  private StageInput ownInput() {
    var input = ownInput;
    if (input == null) {
      input = own.stages().inputOfStage(exchange.toStage());
      ownInput = input;
    }
    return input;
  }

  private void gather(BatchScope batch, int partition, Object record) {
    var chunk = chunks[partition];
    if (chunk == null) {
      chunk = new RecordList();
      chunks[partition] = chunk;
    }
    chunk.add(record);
    if (chunk.size() >= CHUNK_RECORDS) {
      chunks[partition] = null;
      handOver(batch, partition, chunk);
    }
  }

  @Override
  public void flush(BatchScope batch) {
    for (var partition = 0; partition < chunks.length; partition++) {
      var chunk = chunks[partition];
      if (chunk != null) {
        chunks[partition] = null;
        handOver(batch, partition, chunk);
      }
      var writer = writers[partition];
      if (writer != null && writer.count() > 0) {
        sendRemote(batch, partition, writer);
      }
    }
    spread = firstToSpread();
  }

  private int partitionOf(Object record) {
    var routing = exchange.routing();
    if (routing instanceof Routing.Key) {
      var key = keyOf(record);
      return partitionOfShard == null
          ? KeySpace.partitionOf(key, shards, exchange.partitions())
          : partitionOfShard[KeySpace.shard(key, shards)];
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

  private void handOver(BatchScope batch, int partition, RecordList chunk) {
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

  /** A table, since a division a record costs more; none with more partitions than shards. */
  private static int @Nullable [] partitionOfShard(ExchangeSpec exchange, int shards) {
    var partitions = exchange.partitions();
    return partitions > shards
        ? null
        : IntStream.range(0, shards)
            .map(shard -> KeySpace.partition(shard, shards, partitions))
            .toArray();
  }

  private static int forwardPartition(PlanRun run, Lane lane, ExchangeSpec exchange) {
    if (!(exchange.routing() instanceof Routing.Forward)) {
      return 0;
    }
    var own = run.owners().partitionsOf(lane.index(), exchange.partitions());
    return own.isEmpty() ? lane.index() % exchange.partitions() : own.get(0);
  }
}
