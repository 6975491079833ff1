package dev.sluice.worker.driver.output;

import dev.sluice.format.OutputFormat;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.sink.SinkBatch;
import dev.sluice.streaming.Time;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.driver.dataset.DataSets;
import dev.sluice.worker.driver.dataset.LostDataSetException;
import dev.sluice.worker.driver.dataset.Materialization;
import dev.sluice.worker.driver.workers.HeldPiece;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.sink.TwoPhaseSinks;
import dev.sluice.worker.storage.JobFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The actions of data sets, for the threads of the program that call them: each waits for the
 * result.
 *
 * <p>An action on the data of a batch belongs to the output operation that was given it, and ends
 * with {@link RewoundException} when the batch has to be computed again. Any other action may be
 * called by any thread; it waits until executors are there, and begins again with a generation.
 */
public final class ActionJobs {
  private static final int MOST_AT_A_TIME = 16;
  private static final int MOST_PLANS = 10;

  private final ActionPlanner planner;
  private final ActionRuns runs;
  private final RecordFormat format;
  private final JobFiles files;
  private final DataSets dataSets;
  private final long dataSetBytes;
  private final ClassLoader jobClasses;
  private final Semaphore places = new Semaphore(MOST_AT_A_TIME, true);
  private final PendingActions pending = new PendingActions();
  private volatile @Nullable OutputAttempt attempt;
  private volatile boolean attemptRewound;

  /**
   * Makes what the program calls.
   *
   * @param files where data sets are saved
   * @param dataSets the data sets that the program has persisted
   * @param dataSetBytes what an executor keeps of them; 0 for a share of its heap
   */
  public ActionJobs(
      ActionPlanner planner,
      ActionRuns runs,
      RecordFormat format,
      JobFiles files,
      DataSets dataSets,
      long dataSetBytes,
      ClassLoader jobClasses) {
    this.planner = planner;
    this.runs = runs;
    this.format = format;
    this.files = files;
    this.dataSets = dataSets;
    this.dataSetBytes = dataSetBytes;
    this.jobClasses = jobClasses;
  }

  void begin(OutputAttempt next) {
    var unused = pending.awaitOperation();
    dataSets.operationEnded();
    attemptRewound = false;
    attempt = next;
  }

  /**
   * The function has returned; waits for the actions that it began.
   *
   * @throws IllegalStateException if one of them failed and was not cancelled
   * @throws RewoundException if an action of it could not be completed, even if the function has
   *     swallowed that
   */
  void end() {
    var failure = pending.awaitOperation();
    attempt = null;
    dataSets.operationEnded();
    if (attemptRewound) {
      throw new RewoundException();
    }
    failure.ifPresent(
        cause -> {
          throw new IllegalStateException(
              "an asynchronous action failed: " + cause.getMessage(), cause);
        });
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
   * Begins an action, whose plan is made at once.
   *
   * @param together makes the result of those of the partitions, in their order
   * @throws IllegalStateException if it cannot be planned
   */
  public <P, R> CompletableFuture<R> submit(
      Node node,
      Function<Iterator<Object>, P> function,
      java.util.function.Function<List<P>, R> together) {
    @SuppressWarnings("unchecked") // results go through the codec as objects
    var untyped = (Function<Iterator<Object>, Object>) (Function<?, ?>) function;
    var output = new OutputSpec.Action(node.info().toString(), untyped);
    var first = plan(node, output);
    return pending.begin(
        first.attempt() != null,
        () -> together.apply(this.<P>decode(execute(first, node, output).pieces())));
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
    return execute(plan(node, output), node, output);
  }

  private Result execute(Action first, Node node, OutputSpec output) {
    var action = first;
    for (var attempts = 1; true; attempts++) {
      try {
        return execute(action);
      } catch (LostDataSetException e) {
        if (attempts == MOST_PLANS) {
          throw e;
        }
        action = plan(node, output);
      }
    }
  }

  private Action plan(Node node, OutputSpec output) {
    return planner.plan(node, output, () -> attempt, this::materialize);
  }

  private Result execute(Action action) {
    var sources = action.planned().sources();
    places.acquireUninterruptibly();
    dataSets.actionBegun(sources);
    try {
      runs.submit(action);
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
