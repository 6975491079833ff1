package dev.sluice.worker.driver.batch;

import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.graph.SourceNode;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.input.DataFiles;
import dev.sluice.worker.plan.PlannedJob;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the tasks of data sets that programs make from lists and files. Thread-safe.
 *
 * @param partitions the default parallelism
 * @param format writes the records of lists
 * @param files looks for files
 */
public record DataTasks(int partitions, RecordFormat format, DataFiles files) {
  /**
   * Makes the tasks, which any executor can run. Called by the thread that wants them and not by
   * the event loop, since records are encoded and directories are looked at.
   *
   * @param job a plan; sources that batches bring get no tasks
   * @return the tasks, by index of the source
   */
  public Map<Integer, List<SourceTask>> of(PlannedJob job) {
    var tasks = new HashMap<Integer, List<SourceTask>>();
    for (var source = 0; source < job.sources().size(); source++) {
      if (job.plan().sources().get(source).once()) {
        continue;
      }
      var node = job.sources().get(source);
      var task = SourceTask.newBuilder().setSource(source);
      if (node instanceof SourceNode.CollectionSource list) {
        var slices = list.slices() < 0 ? partitions : list.slices();
        tasks.put(
            source,
            Slices.encodeAll(list.elements(), slices, format).stream()
                .map(slice -> task.setRecords(UnsafeByteOperations.unsafeWrap(slice)).build())
                .toList());
      } else if (node instanceof SourceNode.DataFiles data) {
        tasks.put(
            source,
            files
                .parts(node.info().toString(), data.path(), data.format(), data.minPartitions())
                .stream()
                .map(part -> task.setFile(part).build())
                .toList());
      }
    }
    return tasks;
  }
}
