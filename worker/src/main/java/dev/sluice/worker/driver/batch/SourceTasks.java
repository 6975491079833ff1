package dev.sluice.worker.driver.batch;

import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockInput;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.FileInput;
import dev.sluice.worker.driver.input.GeneratedInput;
import dev.sluice.worker.driver.input.InitialInput;
import dev.sluice.worker.driver.input.Input;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.input.QueueInput;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.driver.workers.Workers;
import dev.sluice.worker.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the source tasks of a batch and puts each on an executor. Owned by the event loop. */
public final class SourceTasks {
  private final Inputs inputs;
  private final BlockTable blocks;
  private final Workers workers;
  private final RecordFormat format;

  public SourceTasks(Inputs inputs, BlockTable blocks, Workers workers, RecordFormat format) {
    this.inputs = inputs;
    this.blocks = blocks;
    this.workers = workers;
    this.format = format;
  }

  /**
   * Makes the tasks of a batch.
   *
   * @param batch what it reads
   * @param plan the plan whose sources read it
   * @param data tasks of sources that no batch brings, by index of the source
   * @param executors the executors of the generation
   * @return the tasks of each executor, by its index
   */
  public List<List<SourceTask>> of(
      BatchComposition batch,
      Plan plan,
      Map<Integer, List<SourceTask>> data,
      List<Worker> executors) {
    var result = new ArrayList<List<SourceTask>>();
    executors.forEach(executor -> result.add(new ArrayList<>()));
    if (batch.inputs().isEmpty() && data.isEmpty()) {
      return result;
    }
    var tasks = new ArrayList<SourceTask.Builder>();
    var wishes = new ArrayList<TaskPlacement.Wish>();
    for (int source = 0; source < plan.sources().size(); source++) {
      var input = batch.inputs().get(plan.sources().get(source).uid());
      if (input != null) {
        add(plan, source, input, executors, tasks, wishes);
      }
      for (var task : data.getOrDefault(source, List.of())) {
        tasks.add(task.toBuilder());
        wishes.add(new TaskPlacement.Wish(Set.of(), Math.max(1, task.getRecords().size())));
      }
    }
    var lanes = executors.stream().map(Worker::lanes).toList();
    var placed = TaskPlacement.place(wishes, lanes);
    for (int index = 0; index < tasks.size(); index++) {
      result.get(placed.get(index)).add(tasks.get(index).setIndex(index).build());
    }
    return result;
  }

  private void add(
      Plan plan,
      int source,
      SourceInput input,
      List<Worker> executors,
      List<SourceTask.Builder> tasks,
      List<TaskPlacement.Wish> wishes) {
    if (input instanceof SourceInput.Blocks some) {
      for (var block : some.blocks()) {
        if (blocks.isLost(block.id())) {
          continue;
        }
        tasks.add(task(source).setBlock(blockInput(block.id())));
        wishes.add(wish(block, executors));
      }
    } else if (input instanceof SourceInput.Files some) {
      var files = (FileInput) inputs.get(plan.sources().get(source).uid()).orElseThrow();
      for (var file : some.files()) {
        for (var part : files.parts(file)) {
          tasks.add(task(source).setFile(part.of(file)));
          wishes.add(new TaskPlacement.Wish(Set.of(), part.end() - part.start()));
        }
      }
    } else if (input instanceof SourceInput.Generated some && some.present()) {
      var lists = (GeneratedInput) inputs.get(plan.sources().get(source).uid()).orElseThrow();
      var list = lists.element(some.timeMillis());
      for (var slice : Slices.encodeAll(list, lists.slices(), format)) {
        tasks.add(task(source).setRecords(UnsafeByteOperations.unsafeWrap(slice)));
        wishes.add(new TaskPlacement.Wish(Set.of(), Math.max(1, slice.length)));
      }
    } else if (input instanceof SourceInput.Queue some) {
      var from = inputs.get(plan.sources().get(source).uid()).orElseThrow();
      for (long index : some.indices()) {
        for (var slice : slices(plan, from, index)) {
          tasks.add(task(source).setRecords(UnsafeByteOperations.unsafeWrap(slice)));
          wishes.add(new TaskPlacement.Wish(Set.of(), Math.max(1, slice.length)));
        }
      }
    }
  }

  private List<byte[]> slices(Plan plan, Input from, long index) {
    var elements =
        from instanceof InitialInput initial
            ? initial.elements()
            : ((QueueInput) from).element(index);
    return Slices.encode(elements, plan.partitions(), format);
  }

  private static SourceTask.Builder task(int source) {
    return SourceTask.newBuilder().setSource(source);
  }

  private TaskPlacement.Wish wish(BlockReference block, List<Worker> executors) {
    var holders = blocks.holders(block.id());
    var indices = new HashSet<Integer>();
    for (int index = 0; index < executors.size(); index++) {
      if (holders.contains(executors.get(index).id())) {
        indices.add(index);
      }
    }
    return new TaskPlacement.Wish(indices, Math.max(1, block.records()));
  }

  private BlockInput blockInput(BlockId id) {
    var input = BlockInput.newBuilder().setId(WireBlocks.toWire(id));
    blocks.holders(id).stream()
        .flatMap(holder -> workers.get(holder).stream())
        .forEach(holder -> input.addHolders(holder.peer()));
    blocks.range(id).ifPresent(range -> input.setSegment(WireBlocks.toWire(range)));
    return input.build();
  }
}
