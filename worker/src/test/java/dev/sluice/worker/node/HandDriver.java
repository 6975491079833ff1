package dev.sluice.worker.node;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.sluice.receiver.Receiver;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.Assign;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.BlockCopy;
import dev.sluice.worker.control.wire.BlockInput;
import dev.sluice.worker.control.wire.BlockStored;
import dev.sluice.worker.control.wire.CopyBlocks;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.InstallPlan;
import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.control.wire.RemoveBlocks;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.Shutdown;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.control.wire.StartReceiver;
import dev.sluice.worker.control.wire.Topology;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanCodec;
import dev.sluice.worker.serialization.JobObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** A driver whose decisions a test makes; it speaks to workers through a {@link HandServer}. */
final class HandDriver {
  private static final ClassLoader CLASSES = HandDriver.class.getClassLoader();

  private final HandServer server;
  private final RecordFormat format = new RecordFormat(CLASSES);

  HandDriver(HandServer server) {
    this.server = server;
  }

  /** Waits for workers. */
  void awaitWorkers(String... ids) {
    await().until(() -> server.workers().containsAll(List.of(ids)));
  }

  void topology(List<String> executors) {
    var topology = Topology.newBuilder();
    executors.forEach(id -> topology.addExecutors(peer(id)));
    server.toAll(DriverMessage.newBuilder().setTopology(topology).build());
  }

  /** Begins a generation on some executors, and waits until they are ready. */
  void assign(Plan plan, long generation, List<String> executors) {
    var content = ByteString.copyFrom(PlanCodec.encode(plan));
    for (var index = 0; index < executors.size(); index++) {
      var assign =
          Assign.newBuilder()
              .setGeneration(generation)
              .setExecutorIndex(index)
              .addAllOwnerOfPartition(
                  IntStream.range(0, plan.partitions())
                      .map(partition -> partition % executors.size())
                      .boxed()
                      .toList());
      executors.forEach(id -> assign.addExecutors(peer(id)));
      server.to(
          executors.get(index),
          DriverMessage.newBuilder()
              .setInstallPlan(InstallPlan.newBuilder().setPlan(0).setContent(content))
              .build());
      server.to(executors.get(index), DriverMessage.newBuilder().setAssign(assign).build());
    }
    for (var id : executors) {
      await()
          .until(
              () ->
                  server.from(id).stream()
                      .anyMatch(message -> message.getReady().getGeneration() == generation));
    }
  }

  void startReceiver(String worker, Receiver<?> receiver) {
    var start =
        StartReceiver.newBuilder()
            .setStream(0)
            .setAttempt(1)
            .setReceiver(ByteString.copyFrom(JobObjects.write(receiver, "a receiver")));
    server.to(worker, DriverMessage.newBuilder().setStartReceiver(start).build());
  }

  /** The blocks that a worker has announced; they are answered. */
  List<BlockAdded> takeBlocks(String worker, int count) {
    await().until(() -> blocks(worker).size() >= count);
    blocks(worker)
        .forEach(
            added ->
                server.to(
                    worker,
                    DriverMessage.newBuilder()
                        .setBlockStored(BlockStored.newBuilder().setId(added.getBlock().getId()))
                        .build()));
    return blocks(worker);
  }

  /** Has blocks copied that a worker holds, and waits for them; returns who holds them now. */
  List<BlockAdded> copy(String worker, List<BlockAdded> blocks, String target) {
    var order = CopyBlocks.newBuilder();
    for (var block : blocks) {
      order.addCopies(
          BlockCopy.newBuilder().setId(block.getBlock().getId()).setTarget(peer(target)));
    }
    server.to(worker, DriverMessage.newBuilder().setCopyBlocks(order).build());
    await()
        .until(
            () ->
                server.from(worker).stream().filter(WorkerMessage::hasBlockCopied).count()
                    >= blocks.size());
    return blocks.stream().map(block -> block.toBuilder().addWorkerIds(target).build()).toList();
  }

  /** Runs a batch of blocks, each on its executor or, if that one is gone, on any other. */
  List<BatchDone> run(
      long generation, long batch, List<BlockAdded> blocks, List<String> executors) {
    Map<String, RunBatch.Builder> messages = new TreeMap<>();
    executors.forEach(
        id ->
            messages.put(
                id,
                RunBatch.newBuilder()
                    .setGeneration(generation)
                    .setBatch(batch)
                    .setTimeMillis(batch * 1000)));
    for (int index = 0; index < blocks.size(); index++) {
      var added = blocks.get(index);
      var wanted = added.getWorkerIds(0);
      var target = executors.contains(wanted) ? wanted : executors.get(index % executors.size());
      var input = BlockInput.newBuilder().setId(added.getBlock().getId());
      added.getWorkerIdsList().stream()
          .filter(server.workers()::contains)
          .forEach(id -> input.addHolders(peer(id)));
      var task = SourceTask.newBuilder().setIndex(index).setBlock(input);
      messages.computeIfPresent(target, (id, message) -> message.addTasks(task));
    }
    messages.forEach(
        (id, message) -> server.to(id, DriverMessage.newBuilder().setRunBatch(message).build()));
    return executors.stream().map(id -> done(id, generation, batch)).toList();
  }

  /** The records of the first output. */
  List<Object> output(List<BatchDone> answers) {
    List<Object> records = new ArrayList<>();
    var reader = format.newReader();
    for (var answer : answers) {
      for (var piece : answer.getOutputsList()) {
        reader.reset(piece.getRecords().toByteArray(), 0, piece.getRecords().size());
        while (reader.hasNext()) {
          records.add(String.valueOf(reader.next()));
        }
      }
    }
    return records;
  }

  void removeBlocks(List<BlockAdded> blocks) {
    var remove = RemoveBlocks.newBuilder();
    blocks.forEach(added -> remove.addIds(added.getBlock().getId()));
    server.toAll(DriverMessage.newBuilder().setRemoveBlocks(remove).build());
  }

  void shutDown(int code, String reason) {
    var shutdown = Shutdown.newBuilder().setExitCode(code).setReason(reason);
    server.toAll(DriverMessage.newBuilder().setShutdown(shutdown).build());
  }

  private List<BlockAdded> blocks(String worker) {
    return server.from(worker).stream()
        .filter(WorkerMessage::hasBlockAdded)
        .map(WorkerMessage::getBlockAdded)
        .distinct()
        .toList();
  }

  private BatchDone done(String id, long generation, long batch) {
    await().until(() -> answer(id, generation, batch).isPresent());
    return answer(id, generation, batch).orElseThrow();
  }

  private Optional<BatchDone> answer(String id, long generation, long batch) {
    return server.from(id).stream()
        .filter(WorkerMessage::hasBatchDone)
        .map(WorkerMessage::getBatchDone)
        .filter(done -> done.getGeneration() == generation && done.getBatch() == batch)
        .findFirst();
  }

  private Peer peer(String id) {
    var register = server.registration(id);
    return Peer.newBuilder()
        .setWorkerId(id)
        .setHost(register.getHost())
        .setDataPort(register.getDataPort())
        .setLanes(register.getLanes())
        .build();
  }
}
