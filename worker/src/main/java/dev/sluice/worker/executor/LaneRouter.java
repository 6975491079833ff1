package dev.sluice.worker.executor;

import dev.sluice.Tuple2;
import dev.sluice.worker.codec.KeyCheck;
import dev.sluice.worker.codec.RecordWriter;
import dev.sluice.worker.exchange.ExchangeNetwork.Address;
import dev.sluice.worker.executor.operator.BatchScope;
import dev.sluice.worker.executor.operator.RecordRouter;
import dev.sluice.worker.plan.ExchangeSpec;
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

  LaneRouter(PlanRun run, Lane lane, ExchangeSpec exchange, int shards) {
    this.run = run;
    this.lane = lane;
    this.exchange = exchange;
    this.shards = shards;
    this.forwardPartition = forwardPartition(run, lane, exchange);
  }

  @Override
  public void route(BatchScope batch, Object record) {
    var partition = partitionOf(record);
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
      run.stagesOf(lane).inputOf(exchange.id()).add(batch.batch(), partition, record);
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
  }

  private int partitionOf(Object record) {
    return switch (exchange.routing()) {
      case GATHER -> 0;
      case FORWARD -> forwardPartition;
      case KEY -> {
        var key = ((Tuple2<?, ?>) record)._1();
        if (key == null) {
          throw new IllegalArgumentException("a key is null: keys of pairs must not be null");
        }
        if (key.getClass() != checkedKey) {
          KeyCheck.requireStableHash(key.getClass());
          checkedKey = key.getClass();
        }
        yield KeySpace.partition(KeySpace.shard(key, shards), shards, exchange.partitions());
      }
    };
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
    if (exchange.routing() != ExchangeSpec.Routing.FORWARD) {
      return 0;
    }
    var own = run.owners().partitionsOf(lane.index(), exchange.partitions());
    return own.isEmpty() ? lane.index() % exchange.partitions() : own.get(0);
  }
}
