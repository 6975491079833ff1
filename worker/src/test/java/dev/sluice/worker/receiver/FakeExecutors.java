package dev.sluice.worker.receiver;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.control.wire.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Executors with real block stores; one can be frozen, so that it never answers, or dead. */
final class FakeExecutors implements BlockReplicator {
  private final Map<String, BlockStore> stores = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> frozen = new ConcurrentHashMap<>();
  private final Set<String> dead = ConcurrentHashMap.newKeySet();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @Override
  public CompletableFuture<Void> put(Peer worker, Block block) {
    var id = worker.getWorkerId();
    asked.add(id);
    if (dead.contains(id)) {
      return CompletableFuture.failedFuture(new IllegalStateException(id + " is dead"));
    }
    var never = frozen.get(id);
    return never != null ? never : store(id).put(block);
  }

  void freeze(String id) {
    frozen.put(id, new CompletableFuture<>());
  }

  /** Dies while it is asked to hold something, if it is frozen. */
  void kill(String id) {
    dead.add(id);
    var waiting = frozen.remove(id);
    if (waiting != null) {
      waiting.completeExceptionally(new IllegalStateException("connection to " + id + " lost"));
    }
  }

  void revive(String id) {
    dead.remove(id);
  }

  List<String> asked() {
    return asked;
  }

  BlockStore store(String id) {
    return stores.computeIfAbsent(id, name -> new BlockStore(1 << 20));
  }

  /** All records that an executor holds, in the order of their blocks. */
  List<Object> records(String id) {
    List<Object> records = new ArrayList<>();
    var reader = new RecordFormat(FakeExecutors.class.getClassLoader()).newReader();
    for (var info : store(id).inventory()) {
      var content = (BlockContent.Encoded) store(id).get(info.id()).orElseThrow().content();
      for (var chunk : content.chunks()) {
        reader.reset(chunk.bytes(), 0, chunk.length());
        while (reader.hasNext()) {
          records.add(String.valueOf(reader.next()));
        }
      }
    }
    return records;
  }

  static Topology topology(String... ids) {
    var topology = Topology.newBuilder();
    for (var id : ids) {
      topology.addExecutors(Peer.newBuilder().setWorkerId(id).setHost("localhost").setDataPort(1));
    }
    return topology.build();
  }
}
