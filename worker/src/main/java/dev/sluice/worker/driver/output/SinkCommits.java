package dev.sluice.worker.driver.output;

import dev.sluice.sink.SinkBatch;
import dev.sluice.sink.TwoPhaseSink;
import dev.sluice.streaming.Time;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.driver.eventloop.EventLoop;
import dev.sluice.worker.driver.events.BatchEvents;
import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.driver.workers.RewindPolicy;
import dev.sluice.worker.plan.OutputSpec;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.sink.TwoPhaseSinks;
import dev.sluice.worker.storage.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what sinks have prepared, once the log says that the batch is complete: one batch after
 * the other, each until all of its sinks have it. Owned by the event loop; sinks are called by a
 * thread of its own.
 */
public final class SinkCommits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkCommits.class);

  /** An output that is committed in two phases. */
  private record Target(int output, String name, int slideBatches, TwoPhaseSink<Object> sink) {}

  private record Commit(
      long index, long timeMillis, Map<String, List<String>> prepared, Runnable finished) {}

  private final Map<String, Target> targets = new TreeMap<>();
  private final RecordFormat format;
  private final EventLoop loop;
  private final BatchEvents events;
  private final int mostFailures;
  private final Consumer<JobFailedException> failed;
  private final Deque<Commit> waiting = new ArrayDeque<>();
  private final ExecutorService thread;
  private boolean busy;
  private int failures;

  /**
   * Finds the sinks of a plan.
   *
   * @param mostFailures failures of one commit that end the job, unless it is a store of files that
   *     does not answer
   * @param failed told on the loop what the job ends with
   */
  public SinkCommits(
      Plan plan,
      TwoPhaseSinks sinks,
      RecordFormat format,
      EventLoop loop,
      BatchEvents events,
      int mostFailures,
      Consumer<JobFailedException> failed) {
    this.format = format;
    this.loop = loop;
    this.events = events;
    this.mostFailures = mostFailures;
    this.failed = failed;
    for (var output = 0; output < plan.outputs().size(); output++) {
      if (plan.outputs().get(output) instanceof OutputSpec.InTwoPhases spec) {
        targets.put(
            spec.uid(), new Target(output, spec.name(), spec.slideBatches(), sinks.of(spec)));
      }
    }
    var context = Thread.currentThread().getContextClassLoader();
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              var committer = new Thread(task, "sink-commits");
              committer.setDaemon(true);
              committer.setContextClassLoader(context);
              return committer;
            });
  }

  /**
   * Checks that everything an earlier driver has prepared can be committed.
   *
   * @throws IllegalStateException naming what the program no longer has
   */
  public void requireKnown(Collection<String> uids) {
    var unknown = new TreeSet<>(uids);
    unknown.removeAll(targets.keySet());
    if (!unknown.isEmpty()) {
      throw new IllegalStateException(
          "output that is committed and not yet shown belongs to %s, which the program no longer has: put it back with the same uid or place for one start"
              .formatted(unknown));
    }
  }

  /** What the tasks of a batch have prepared, by uid, as the log holds it. */
  public Map<String, List<String>> prepared(OutputAttempt attempt) {
    var prepared = new HashMap<String, List<String>>();
    targets.forEach(
        (uid, target) -> {
          if (attempt.index() % target.slideBatches() == 0
              && !attempt.absentOutputs().contains(target.output())) {
            prepared.put(uid, texts(attempt, target.output()));
          }
        });
    return prepared;
  }

  private List<String> texts(OutputAttempt attempt, int output) {
    var texts = new ArrayList<String>();
    var reader = format.newReader();
    for (var piece : attempt.piecesOf(output)) {
      var bytes = piece.piece().getRecords().toByteArray();
      reader.reset(bytes, 0, bytes.length);
      texts.add((String) reader.next());
    }
    return texts;
  }

  /**
   * Commits a batch after those added before.
   *
   * @param finished called on the loop when all sinks have it
   */
  public void add(
      long index, long timeMillis, Map<String, List<String>> prepared, Runnable finished) {
    if (prepared.isEmpty() && waiting.isEmpty() && !busy) {
      finished.run();
      return;
    }
    waiting.add(new Commit(index, timeMillis, prepared, finished));
    next();
  }

  private void next() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    busy = true;
    var commit = waiting.element();
    onThread(
        () -> {
          var problem = run(commit);
          loop.execute(() -> ended(commit, problem));
        });
  }

  private @Nullable JobFailedException run(Commit commit) {
    for (var entry : commit.prepared().entrySet()) {
      var target = targets.get(entry.getKey());
      if (target != null) {
        events.outputStarted(commit.index(), target.output());
        try {
          target.sink().commit(batch(entry.getKey(), commit.timeMillis()), entry.getValue());
        } catch (Exception | LinkageError | AssertionError e) {
          events.outputEnded(commit.index(), target.output(), e);
          return new JobFailedException(
              "%s could not commit the batch of %d ms: %s"
                  .formatted(target.name(), commit.timeMillis(), e),
              e);
        }
        events.outputEnded(commit.index(), target.output(), null);
      }
    }
    return null;
  }

  private void ended(Commit commit, @Nullable JobFailedException problem) {
    if (problem == null) {
      failures = 0;
      busy = false;
      waiting.remove();
      commit.finished().run();
      next();
    } else if (isTriedAgain(problem, ++failures, mostFailures)) {
      LOG.warn("{}; it is tried again", problem.getMessage(), problem);
      loop.schedule(
          RewindPolicy.delayMillis(failures),
          () -> {
            busy = false;
            next();
          });
    } else {
      failed.accept(problem);
    }
  }

  /** A store that does not answer is waited for: what is in the log has to be shown. */
  static boolean isTriedAgain(JobFailedException problem, int failures, int mostFailures) {
    return failures < mostFailures || StoreException.mayPass(problem);
  }

  /** Removes what other attempts at a batch have prepared; the batch is finished. */
  public void abort(long timeMillis) {
    targets.forEach(
        (uid, target) ->
            onThread(
                () -> {
                  try {
                    target.sink().abort(batch(uid, timeMillis));
                  } catch (Exception | LinkageError | AssertionError e) {
                    LOG.warn(
                        "{} could not remove what failed attempts at the batch of {} ms left: {}",
                        target.name(),
                        timeMillis,
                        e.toString());
                  }
                }));
  }

  private static SinkBatch batch(String uid, long timeMillis) {
    return new SinkBatch(uid, new Time(timeMillis));
  }

  private void onThread(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      // The job has ended; the next driver goes on.
    }
  }

  /** Ends the thread; a commit at hand is interrupted, and repeated by the next driver. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
