package dev.sluice.worker.driver.output;

import com.google.protobuf.ByteString;
import dev.sluice.format.OutputFormat;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import dev.sluice.sink.SinkBatch;
import dev.sluice.streaming.Time;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.control.wire.WorkFailed;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.batch.DataTasks;
import dev.sluice.worker.driver.batch.SourceTasks;
import dev.sluice.worker.driver.batch.TransformFunctions;
import dev.sluice.worker.driver.batch.TransformFunctions.Current;
import dev.sluice.worker.driver.dataset.DataSets;
import dev.sluice.worker.driver.dataset.LostDataSetException;
import dev.sluice.worker.driver.dataset.Materialization;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.shared.SharedState;
import dev.sluice.worker.driver.workers.HeldPiece;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.plan.JobPlanner;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.plan.PlanCodec;
import dev.sluice.worker.plan.Transformed;
import dev.sluice.worker.sink.TwoPhaseSinks;
import dev.sluice.worker.storage.JobFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs the actions of data sets as plans of their own. An action whose plan is byte for byte one
 * that is installed already uses that.
 *
 * <p>An action on the data of a batch belongs to the output operation that was given it, and ends
 * with {@link RewoundException} when the batch has to be computed again. Any other action may be
 * called by any thread; it waits until executors are there, and begins again with a generation.
 *
 * <p>{@link #run} waits for the result; everything else is owned by the event loop.
 */
public final class ActionJobs {
  private static final int MOST_AT_A_TIME = 16;
  private static final int MOST_PLANS = 10;

  private static final BatchComposition NO_BATCH = new BatchComposition(1, 0, Map.of());

  private final JobPlanner planner;
  private final List<OutputSpec> outputs;
  private final RecordFormat format;
  private final JobFiles files;
  private final DataTasks data;
  private final SharedState shared;
  private final EventLoop loop;
  private final KeptBatches kept;
  private final DataSets dataSets;
  private final long dataSetBytes;
  private final TransformFunctions functions;
  private final SourceTasks sourceTasks;
  private final int mostFailures;
  private final ClassLoader jobClasses;
  private final Semaphore places = new Semaphore(MOST_AT_A_TIME, true);
  private final ActionPlans plans = new ActionPlans();
  private final Map<Long, Action> running = new HashMap<>();
  private final List<Action> waiting = new ArrayList<>();
  private List<Worker> members = List.of();
  private long generation = -1;
  private long nextJob = 1;
  private volatile boolean ended;
  private volatile @Nullable OutputAttempt attempt;
  private volatile boolean attemptRewound;

  /**
   * Makes the runner of actions.
   *
   * @param files where data sets are saved
   * @param data makes the tasks of data sets
   * @param shared the variables that functions share
   * @param kept where the batches are that streams remember
   * @param dataSets the data sets that the program has persisted
   * @param dataSetBytes what an executor keeps of them; 0 for a share of its heap
   * @param mostFailures failures of the program's code in one action that make it fail
   */
  public ActionJobs(
      JobPlanner planner,
      RecordFormat format,
      JobFiles files,
      DataTasks data,
      SharedState shared,
      EventLoop loop,
      TransformFunctions functions,
      SourceTasks sourceTasks,
      KeptBatches kept,
      DataSets dataSets,
      long dataSetBytes,
      int mostFailures,
      ClassLoader jobClasses) {
    this.planner = planner;
    this.outputs = planner.fixed().plan().outputs();
    this.kept = kept;
    this.dataSets = dataSets;
    this.dataSetBytes = dataSetBytes;
    this.functions = functions;
    this.sourceTasks = sourceTasks;
    this.format = format;
    this.files = files;
    this.data = data;
    this.shared = shared;
    this.loop = loop;
    this.mostFailures = mostFailures;
    this.jobClasses = jobClasses;
  }

  void begin(OutputAttempt next) {
    dataSets.operationEnded();
    attemptRewound = false;
    attempt = next;
  }

  /**
   * The function has returned.
   *
   * @throws RewoundException if an action of it could not be completed, even if the function has
   *     swallowed that
   */
  void end() {
    attempt = null;
    dataSets.operationEnded();
    if (attemptRewound) {
      throw new RewoundException();
    }
  }

  /** A generation runs, with these executors. */
  public void began(long newGeneration, List<Worker> executors) {
    generation = newGeneration;
    members = List.copyOf(executors);
    dataSets.began(newGeneration, executors);
    var ready = List.copyOf(waiting);
    waiting.clear();
    ready.forEach(this::start);
  }

  /** The generation is over: actions on its data fail, others wait for the next one. */
  public void rewound() {
    generation = -1;
    members = List.of();
    dataSets.rewound();
    var stopped = List.copyOf(running.values());
    running.clear();
    for (var action : stopped) {
      plans.release(action.content());
      start(action);
    }
  }

  /** A batch is complete. */
  public void committed(Batch batch) {
    kept.committed(batch);
    dataSets.committed(batch.index());
  }

  /** The job has ended: so have its actions. */
  public void ended() {
    ended = true;
    rewound();
    var left = List.copyOf(waiting);
    waiting.clear();
    left.forEach(this::start);
  }

  /**
   * Runs an action and waits for its results, in order of the partitions.
   *
   * @throws RewoundException if the batch whose data it reads is computed again
   * @throws IllegalStateException if the program's code failed, or the job has ended
   */
  public <R> List<R> run(Node node, Function<Iterator<Object>, R> function) {
    @SuppressWarnings("unchecked") // results go through the codec as objects
    var untyped = (Function<Iterator<Object>, Object>) (Function<?, ?>) function;
    return decode(execute(node, new OutputSpec.Action(node.info().toString(), untyped)).pieces());
  }

  /**
   * Has a sink write a data set, and waits for that.
   *
   * @throws RewoundException if the batch whose data it reads is computed again
   * @throws IllegalStateException if the sink failed, or the job has ended
   */
  void write(Node node, OutputSpec.Write output) {
    var unused = execute(node, output);
  }

  /**
   * Writes a data set as files, and waits for that.
   *
   * @param path path or URI of the directory
   * @throws RewoundException if the batch whose data it reads is computed again
   * @throws IllegalStateException if a file cannot be written, or the job has ended
   */
  public void save(Node node, String path, OutputFormat<?> format) {
    var output =
        new OutputSpec.SaveAsFiles(node.info().toString(), 1, path, path, "", false, format);
    var sink = new TwoPhaseSinks(files, jobClasses).of(output);
    var batch = new SinkBatch(path, new Time(0));
    List<String> prepared = decode(execute(node, output).pieces());
    try {
      sink.commit(batch, prepared);
      sink.abort(batch);
    } catch (Exception e) {
      throw new IllegalStateException("cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * Has the executors keep a data set, and waits for that.
   *
   * @throws RewoundException if the batch whose data it reads is computed again
   * @throws IllegalStateException if the program's code failed, or the job has ended
   */
  public Materialization materialize(Node node, String hold) {
    var output = new OutputSpec.Keep("persist of " + node.info(), hold, dataSetBytes);
    var result = execute(node, output);
    var bound = result.action().attempt();
    return new Materialization(
        result.action().generation(),
        result.pieces(),
        bound != null,
        () -> bound == null || bound.equals(attempt));
  }

  private record Result(Action action, List<HeldPiece> pieces) {}

  private Result execute(Node node, OutputSpec output) {
    for (var attempts = 1; true; attempts++) {
      try {
        return executeOnce(node, output);
      } catch (LostDataSetException e) {
        if (attempts == MOST_PLANS) {
          throw e;
        }
      }
    }
  }

  private Result executeOnce(Node node, OutputSpec output) {
    var action = plan(node, output);
    var sources = action.planned().sources();
    places.acquireUninterruptibly();
    dataSets.actionBegun(sources);
    try {
      loop.execute(() -> start(action));
      if (ended) {
        // The loop may have taken no more events.
        refuse(action);
      }
      return new Result(action, sorted(action.result().join()));
    } catch (CompletionException e) {
      attemptRewound |= e.getCause() instanceof RewoundException;
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    } finally {
      dataSets.actionEnded(sources);
      places.release();
    }
  }

  /** An executor has done its part of an action. */
  public void done(String executor, BatchDone message) {
    var action = running.get(message.getBatch());
    if (action != null && action.finished(executor, message)) {
      running.remove(message.getBatch());
      plans.release(action.content());
      shared.accumulators().add(action.accumulators());
      action.complete();
    }
  }

  /** A task of an action failed: the action begins again, or throws when that was often enough. */
  public void failed(WorkFailed message) {
    var action = running.remove(message.getBatch());
    if (action == null) {
      return;
    }
    plans.discard(action.content(), members);
    if (action.failed() < mostFailures) {
      start(action);
    } else {
      action.fail(
          new IllegalStateException(
              message.getMessage() + "\n" + message.getStackTrace(),
              WorkFailures.cause(message, jobClasses)));
    }
  }

  private Action plan(Node node, OutputSpec output) {
    var current = TransformFunctions.batchOf(node).map(millis -> currentBatch(node, millis));
    var transformed = current.map(Current::transformed).orElse(Transformed.NOTHING);
    var roots = new ArrayList<>(transformed.results().values());
    roots.addAll(output instanceof OutputSpec.Keep ? node.parents() : List.of(node));
    var planned =
        planner.action(node, output, transformed.reading(dataSets.of(roots, this::materialize)));
    if (!planned.plan().states().isEmpty()) {
      throw new IllegalStateException(
          "%s reads %s, whose state is that of the batch before: run the action in foreachRDD, or on a stream before it"
              .formatted(node.info(), planned.plan().states().get(0).name()));
    }
    return new Action(
        planned,
        ByteString.copyFrom(PlanCodec.encode(planned.plan())),
        currentAttempt(node, ActionInputs.held(planned)),
        current.map(Current::batch).orElse(NO_BATCH),
        data.of(planned));
  }

  private Current currentBatch(Node node, long batchMillis) {
    return functions
        .current()
        .filter(current -> current.batch().timeMillis() == batchMillis)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s: the data of a batch that a transform function got can be looked at only by that function, on its own thread"
                        .formatted(node.info())));
  }

  /** The release that an action belongs to, if it reads the data of a batch. */
  private @Nullable OutputAttempt currentAttempt(Node node, List<SourceNode.HeldBatch> held) {
    var current = attempt;
    for (var batch : held) {
      if (current == null || current.timeMillis() != batch.batchMillis()) {
        throw new IllegalStateException(
            "%s: the data of the batch of %d ms is there only while its output operations are called; collect it there, or use a window or state"
                .formatted(node.info(), batch.batchMillis()));
      }
    }
    return held.isEmpty() ? null : current;
  }

  private static void refuse(Action action) {
    action.fail(
        action.attempt() == null
            ? new IllegalStateException("the job has ended; actions run while it is active")
            : new RewoundException());
  }

  private void start(Action action) {
    var bound = action.attempt();
    if (ended) {
      refuse(action);
      return;
    }
    if (bound != null && bound.generation() != generation) {
      action.fail(new RewoundException());
      return;
    }
    if (members.isEmpty()) {
      waiting.add(action);
      return;
    }
    var tasks = sourceTasks.of(action.batch(), action.planned().plan(), action.data(), members);
    var others = tasks.stream().mapToInt(List::size).sum();
    Map<String, List<SourceTask>> held;
    Map<String, List<SourceTask>> persisted;
    try {
      held = ActionInputs.tasks(action, outputs, kept, members, others);
      var first = others + held.values().stream().mapToInt(List::size).sum();
      persisted = dataSets.tasks(action.planned().sources(), first);
    } catch (IllegalStateException e) {
      action.fail(e);
      return;
    }
    members.forEach(shared.broadcasts()::sendMissing);
    shared.broadcasts().sendReleases();
    var plan = plans.acquire(action.content(), members);
    var number = nextJob++;
    running.put(number, action);
    action.started(generation, members.stream().map(Worker::id).collect(Collectors.toSet()));
    for (var index = 0; index < members.size(); index++) {
      var worker = members.get(index);
      worker.send(
          DriverMessage.newBuilder()
              .setRunBatch(
                  RunBatch.newBuilder()
                      .setPlan(plan)
                      .setGeneration(generation)
                      .setBatch(number)
                      .setTimeMillis(bound == null ? 0 : bound.timeMillis())
                      .addAllTasks(tasks.get(index))
                      .addAllTasks(held.getOrDefault(worker.id(), List.of()))
                      .addAllTasks(persisted.getOrDefault(worker.id(), List.of()))));
    }
  }

  private static List<HeldPiece> sorted(List<HeldPiece> pieces) {
    return pieces.stream()
        .sorted(
            Comparator.comparingInt((HeldPiece piece) -> piece.piece().getBranch())
                .thenComparingInt(piece -> piece.piece().getPartition()))
        .toList();
  }

  @SuppressWarnings("unchecked") // what the function returned on the executor
  private <R> List<R> decode(List<HeldPiece> pieces) {
    var results = new ArrayList<R>();
    var reader = format.newReader();
    for (var piece : pieces) {
      var bytes = piece.piece().getRecords().toByteArray();
      reader.reset(bytes, 0, bytes.length);
      while (reader.hasNext()) {
        results.add((R) reader.next());
      }
    }
    return results;
  }
}
