package dev.sluice.worker.driver.batch;

import com.google.protobuf.ByteString;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.InstallPlan;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.dataset.DataSets;
import dev.sluice.worker.driver.dataset.Materialization;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.shared.DriverBroadcasts;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.plan.JobPlanner;
import dev.sluice.worker.plan.PlanCodec;
import dev.sluice.worker.plan.Transformed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Gives each batch the plan that it is run by. Without transform functions that is always the same;
 * with them, they are called for each batch on a thread of their own, in order of the batches, and
 * what they give is planned again. A plan that is byte for byte an earlier one is that version.
 *
 * <p>Owned by the event loop, but for the functions' thread.
 *
 * @see <a href="docs/adr/0030-transform-plans.md">ADR 30</a>
 */
public final class BatchPlans implements AutoCloseable {
  private static final int MOST_INSTALLED = 16;
  private static final int MOST_VERSIONS = 256;

  private final JobPlanner planner;
  private final DataTasks dataTasks;
  private final DriverBroadcasts broadcasts;
  private final EventLoop loop;
  private final TransformFunctions functions;
  private final DataSets dataSets;
  private final Materialization.Runner runner;
  private final BatchPlan fixed;
  private final Runnable planned;
  private final Consumer<Throwable> failed;
  private final Map<ByteString, Integer> versions = new LruMap<>(MOST_VERSIONS);
  private final LinkedHashMap<Integer, BatchPlan> installed = new LinkedHashMap<>(16, 0.75f, true);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            var caller = new Thread(task, "transform-functions");
            caller.setDaemon(true);
            return caller;
          });
  private int lastVersion;

  /**
   * Makes the plans of a job's batches.
   *
   * @param dataSets the data sets that the program has persisted
   * @param runner computes them
   * @param planned called on the loop when a batch that had none has a plan
   * @param failed called on the loop with what a function failed with
   */
  public BatchPlans(
      JobPlanner planner,
      DataTasks dataTasks,
      DriverBroadcasts broadcasts,
      EventLoop loop,
      TransformFunctions functions,
      DataSets dataSets,
      Materialization.Runner runner,
      Runnable planned,
      Consumer<Throwable> failed) {
    this.planner = planner;
    this.dataTasks = dataTasks;
    this.broadcasts = broadcasts;
    this.loop = loop;
    this.functions = functions;
    this.dataSets = dataSets;
    this.runner = runner;
    this.planned = planned;
    this.failed = failed;
    var job = planner.fixed();
    var content = ByteString.copyFrom(PlanCodec.encode(job.plan()));
    this.fixed = new BatchPlan(0, job, content, Transformed.NOTHING, Map.of());
  }

  /** Whether all batches have the same plan. */
  public boolean isFixed() {
    return planner.transformations().isEmpty();
  }

  /** The plan of a batch without transform functions. */
  public BatchPlan fixed() {
    return fixed;
  }

  /**
   * Has a batch get its plan, at once or later. One that has a plan keeps it, unless a data set
   * that it reads is no longer kept: then it is planned again, with what its functions gave.
   */
  public void request(Batch batch) {
    if (planner.transformations().isEmpty()) {
      batch.plan(fixed);
    } else if (batch.requestPlan()) {
      submit(() -> prepare(batch, functions.call(batch.composition())));
    } else {
      var plan = batch.plan();
      batch.plan(null);
      plan.ifPresent(before -> give(batch, before));
    }
  }

  private void give(Batch batch, BatchPlan plan) {
    if (dataSets.readBy(batch.index(), plan.job().sources())) {
      batch.plan(plan);
    } else {
      submit(() -> prepare(batch, plan.transformed()));
    }
  }

  private void submit(Runnable task) {
    try {
      thread.execute(() -> runOrFail(task));
    } catch (RejectedExecutionException e) {
      // The job has ended; the next driver calls the functions again.
    }
  }

  private void runOrFail(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      loop.execute(() -> failed.accept(e));
    }
  }

  private void prepare(Batch batch, Transformed transformed) {
    var kept = dataSets.of(transformed.results().values(), runner);
    var job = planner.with(transformed.reading(kept));
    var content = ByteString.copyFrom(PlanCodec.encode(job.plan()));
    var data = dataTasks.of(job);
    loop.execute(
        () -> {
          var version = versions.computeIfAbsent(content, key -> --lastVersion);
          give(batch, new BatchPlan(version, job, content, transformed, data));
          planned.run();
        });
  }

  /** The tasks of a plan that read data sets which are kept, by executor. */
  public Map<String, List<SourceTask>> dataSetTasks(BatchPlan plan, int firstIndex) {
    return dataSets.tasks(plan.job().sources(), firstIndex);
  }

  /** Has all executors know the plan of a batch that is about to start. */
  public void install(BatchPlan plan, List<Worker> members) {
    broadcasts.sendReleases();
    for (var worker : members) {
      broadcasts.sendMissing(worker);
      if (worker.install(plan.id())) {
        worker.send(
            DriverMessage.newBuilder()
                .setInstallPlan(
                    InstallPlan.newBuilder().setPlan(plan.id()).setContent(plan.content())));
      }
    }
    if (plan.id() != 0) {
      installed.put(plan.id(), plan);
      if (installed.size() > MOST_INSTALLED) {
        var eldest = installed.keySet().iterator();
        int id = eldest.next();
        eldest.remove();
        members.forEach(worker -> worker.uninstall(id));
      }
    }
  }

  /** Ends the functions' thread; one at hand is interrupted. */
  @Override
  public void close() {
    thread.shutdownNow();
  }

  private static final class LruMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private final int most;

    LruMap(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }
}
