package dev.sluice.worker.driver.output;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.HeldInput;
import dev.sluice.worker.control.wire.InstallPlan;
import dev.sluice.worker.control.wire.OutputPiece;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.control.wire.WorkFailed;
import dev.sluice.worker.driver.batch.Slices;
import dev.sluice.worker.driver.loop.EventLoop;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.plan.PlanCodec;
import dev.sluice.worker.plan.PlanSettings;
import dev.sluice.worker.plan.PlannedJob;
import dev.sluice.worker.plan.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the actions of data sets as plans of their own. An action whose plan is byte for byte one
 * that is installed already uses that.
 *
 * <p>{@link #run} is called by the thread of output operations and waits; everything else is owned
 * by the event loop.
 */
public final class ActionJobs {
  private static final int MOST_PLANS = 1_000;

  private static final class Running {
    private final CompletableFuture<List<OutputPiece>> result;
    private final Set<String> waitingFor = new HashSet<>();
    private final List<OutputPiece> pieces = new ArrayList<>();

    Running(CompletableFuture<List<OutputPiece>> result) {
      this.result = result;
    }
  }

  private final PlanSettings settings;
  private final RecordFormat format;
  private final EventLoop loop;
  private final Map<ByteString, Integer> plans = new HashMap<>();
  private final Map<Long, Running> running = new HashMap<>();
  private List<Worker> members = List.of();
  private long generation = -1;
  private int nextPlan = 1;
  private long nextJob = 1;
  private volatile @Nullable OutputAttempt attempt;
  private volatile int attemptOutput;
  private volatile boolean attemptRewound;

  /** Makes the runner of actions. */
  public ActionJobs(PlanSettings settings, RecordFormat format, EventLoop loop) {
    this.settings = settings;
    this.format = format;
    this.loop = loop;
  }

  void begin(OutputAttempt next, int output) {
    attemptOutput = output;
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
    if (attemptRewound) {
      throw new RewoundException();
    }
  }

  /** A generation runs, with these executors. */
  public void began(long newGeneration, List<Worker> executors) {
    generation = newGeneration;
    members = List.copyOf(executors);
  }

  /** The generation is over; its actions fail with {@link RewoundException}. */
  public void rewound() {
    generation = -1;
    members = List.of();
    List.copyOf(running.values())
        .forEach(job -> job.result.completeExceptionally(new RewoundException()));
    running.clear();
  }

  /** Runs an action and waits for its results, in order of the partitions. */
  public <R> List<R> run(Node node, Function<Iterator<Object>, R> function) {
    var current = attempt;
    if (current == null) {
      throw new IllegalStateException(
          "an action can be run inside of an output operation only, while it is called: "
              + node.info());
    }
    @SuppressWarnings("unchecked") // results go through the codec as objects
    var untyped = (Function<Iterator<Object>, Object>) (Function<?, ?>) function;
    var planned = Planner.planAction(node, untyped, settings);
    var content = ByteString.copyFrom(PlanCodec.encode(planned.plan()));
    var result = new CompletableFuture<List<OutputPiece>>();
    loop.execute(() -> start(current, attemptOutput, planned, content, result));
    try {
      return decode(result.join());
    } catch (CompletionException e) {
      attemptRewound |= e.getCause() instanceof RewoundException;
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** An executor has done its part of an action. */
  public void done(String executor, BatchDone message) {
    var job = running.get(message.getBatch());
    if (job != null && job.waitingFor.remove(executor)) {
      job.pieces.addAll(message.getOutputsList());
      if (job.waitingFor.isEmpty()) {
        running.remove(message.getBatch());
        job.result.complete(List.copyOf(job.pieces));
      }
    }
  }

  /** The batch whose output operation runs actions now; 0 if none does. */
  public long currentBatch() {
    var current = attempt;
    return current == null ? 0 : current.index();
  }

  /** A task of an action failed for good: the action throws. */
  public void failed(WorkFailed message) {
    var job = running.remove(message.getBatch());
    if (job != null) {
      plans.values().remove(message.getPlan());
      job.result.completeExceptionally(
          new IllegalStateException(message.getMessage() + "\n" + message.getStackTrace()));
    }
  }

  private void start(
      OutputAttempt current,
      int output,
      PlannedJob planned,
      ByteString content,
      CompletableFuture<List<OutputPiece>> result) {
    if (current.generation() != generation || members.isEmpty()) {
      result.completeExceptionally(new RewoundException());
      return;
    }
    if (plans.size() > MOST_PLANS) {
      plans.clear();
    }
    var plan = plans.computeIfAbsent(content, key -> nextPlan++);
    var number = nextJob++;
    var job = new Running(result);
    running.put(number, job);
    var tasks = tasks(current, output, planned);
    for (var worker : members) {
      job.waitingFor.add(worker.id());
      if (worker.install(plan)) {
        worker.send(
            DriverMessage.newBuilder()
                .setInstallPlan(InstallPlan.newBuilder().setPlan(plan).setContent(content)));
      }
      worker.send(
          DriverMessage.newBuilder()
              .setRunBatch(
                  RunBatch.newBuilder()
                      .setPlan(plan)
                      .setGeneration(generation)
                      .setBatch(number)
                      .setTimeMillis(current.timeMillis())
                      .addAllTasks(tasks.getOrDefault(worker.id(), List.of()))));
    }
  }

  private Map<String, List<SourceTask>> tasks(
      OutputAttempt current, int output, PlannedJob planned) {
    var tasks = new HashMap<String, List<SourceTask>>();
    var index = 0;
    for (var source = 0; source < planned.sources().size(); source++) {
      var node = planned.sources().get(source);
      if (node instanceof SourceNode.HeldBatch held) {
        for (var piece : current.piecesOf(output)) {
          var input =
              HeldInput.newBuilder()
                  .setHold(held.holdId())
                  .setBatch(current.index())
                  .setBranch(piece.piece().getBranch())
                  .setPartition(piece.piece().getPartition());
          tasks
              .computeIfAbsent(piece.worker(), key -> new ArrayList<>())
              .add(
                  SourceTask.newBuilder()
                      .setSource(source)
                      .setIndex(index++)
                      .setHeld(input)
                      .build());
        }
      } else if (node instanceof SourceNode.CollectionSource list) {
        for (var slice : Slices.encode(list.elements(), list.slices(), format)) {
          var worker = members.get(index % members.size()).id();
          tasks
              .computeIfAbsent(worker, key -> new ArrayList<>())
              .add(
                  SourceTask.newBuilder()
                      .setSource(source)
                      .setIndex(index++)
                      .setRecords(UnsafeByteOperations.unsafeWrap(slice))
                      .build());
        }
      } else {
        throw new IllegalStateException(node.info() + " cannot be read by an action");
      }
    }
    return tasks;
  }

  @SuppressWarnings("unchecked") // what the function returned on the executor
  private <R> List<R> decode(List<OutputPiece> pieces) {
    var sorted = new ArrayList<>(pieces);
    sorted.sort(
        Comparator.comparingInt(OutputPiece::getBranch)
            .thenComparingInt(OutputPiece::getPartition));
    var results = new ArrayList<R>();
    var reader = format.newReader();
    for (var piece : sorted) {
      var bytes = piece.getRecords().toByteArray();
      reader.reset(bytes, 0, bytes.length);
      while (reader.hasNext()) {
        results.add((R) reader.next());
      }
    }
    return results;
  }
}
