package dev.sluice.worker.driver.loop;

import dev.sluice.worker.driver.batch.BatchPlans;
import dev.sluice.worker.driver.batch.DataTasks;
import dev.sluice.worker.driver.batch.SourceTasks;
import dev.sluice.worker.driver.batch.TransformFunctions;
import dev.sluice.worker.driver.dataset.DataSets;
import dev.sluice.worker.driver.input.DataFiles;
import dev.sluice.worker.driver.output.ActionJobs;
import dev.sluice.worker.driver.output.ActionPlanner;
import dev.sluice.worker.driver.output.ActionRuns;
import dev.sluice.worker.driver.output.KeptBatches;
import dev.sluice.worker.driver.output.StreamSlices;
import dev.sluice.worker.plan.KeptStreams;
import dev.sluice.worker.settings.Keys;
import java.util.function.LongSupplier;

/**
 * What runs the actions of a job, and plans its batches.
 *
 * @param sourceTasks makes the tasks that read a batch
 * @param dataSets the data sets that the program has persisted
 * @param runs the event loop's side of actions
 * @param jobs the callers' side of actions
 * @param plans the plans of batches
 * @param slices slices of streams
 * @param partitions the default parallelism
 */
record ActionParts(
    SourceTasks sourceTasks,
    DataSets dataSets,
    ActionRuns runs,
    ActionJobs jobs,
    BatchPlans plans,
    StreamSlices slices,
    int partitions) {
  /** Makes them; {@code zeroMillis} is the time that all batch times are aligned to. */
  static ActionParts of(JobGround ground, LongSupplier zeroMillis) {
    var partitions = ground.job().plan().partitions();
    var dataTasks =
        new DataTasks(
            partitions,
            ground.format(),
            new DataFiles(
                ground.files(), ground.settings().get(Keys.FILE_PART_BYTES), ground.jobClasses()));
    var functions = new TransformFunctions(ground.claimed().planner().transformations());
    var sourceTasks =
        new SourceTasks(
            ground.inputs(), ground.input().blocks(), ground.workers(), ground.format());
    var streams = KeptStreams.of(ground.graph());
    var kept = new KeptBatches(streams, ground.job().outputs().size());
    var dataSets = new DataSets(ground.events());
    var runs =
        new ActionRuns(
            ground.job().plan().outputs(),
            sourceTasks,
            ground.shared(),
            kept,
            dataSets,
            ground.events(),
            ground.settings().getInt(Keys.TASK_MAX_FAILURES),
            ground.jobClasses());
    var actions =
        new ActionJobs(
            new ActionPlanner(ground.claimed().planner(), dataTasks, functions, dataSets),
            runs,
            ground.format(),
            ground.files(),
            dataSets,
            ground.settings().get(Keys.DATA_SET_BYTES).orElse(0L),
            ground.jobClasses());
    var plans =
        ground.closeAtEnd(
            new BatchPlans(
                ground.claimed().planner(),
                dataTasks,
                ground.shared().broadcasts(),
                ground.events(),
                functions,
                dataSets,
                actions::materialize,
                () -> ground.loop().batchPlanned(),
                failure -> ground.loop().end(failure)));
    var slices = new StreamSlices(streams, kept, ground.interval(), zeroMillis);
    return new ActionParts(sourceTasks, dataSets, runs, actions, plans, slices, partitions);
  }
}
