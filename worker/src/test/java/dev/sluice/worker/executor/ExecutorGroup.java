package dev.sluice.worker.executor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.sluice.worker.block.BlockNotFoundException;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.control.wire.Assign;
import dev.sluice.worker.control.wire.BatchDone;
import dev.sluice.worker.control.wire.CarriedOver;
import dev.sluice.worker.control.wire.EndTasks;
import dev.sluice.worker.control.wire.Holding;
import dev.sluice.worker.control.wire.InstallPlan;
import dev.sluice.worker.control.wire.OutputPiece;
import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.control.wire.RunBatch;
import dev.sluice.worker.control.wire.RunTasks;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.control.wire.StateRange;
import dev.sluice.worker.control.wire.TaskVerdict;
import dev.sluice.worker.control.wire.WorkerMessage;
import dev.sluice.worker.exchange.ExchangeNetwork;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.PlanCodec;
import dev.sluice.worker.storage.JobFiles;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.S3Access;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Some executors in one JVM that are driven by hand and reach each other directly. */
final class ExecutorGroup implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 1000;

  private final Plan plan;
  private final int lanes;
  private final List<ExecutorRuntime> executors = new ArrayList<>();
  private final AtomicInteger markers = new AtomicInteger();

  /** Brings markers: the thread that sends one may hold a lock of its executor. */
  private final ExecutorService wire = Executors.newSingleThreadExecutor();

  private final BlockingQueue<WorkerMessage> reports = new LinkedBlockingQueue<>();
  private final RecordFormat format = new RecordFormat(ExecutorGroup.class.getClassLoader());

  ExecutorGroup(Plan plan, int count, int lanes, ObjectStore store) {
    this.plan = plan;
    this.lanes = lanes;
    for (var index = 0; index < count; index++) {
      executors.add(
          new ExecutorRuntime(
              new ExecutorSettings("executor-" + index, lanes),
              store,
              new JobFiles(S3Access.NONE),
              (id, holders) -> {
                throw new BlockNotFoundException(id, "nowhere");
              },
              new DirectNetwork(),
              ExecutorGroup.class.getClassLoader(),
              reports::add));
    }
    var content = ByteString.copyFrom(PlanCodec.encode(plan));
    executors.forEach(
        executor ->
            executor.install(InstallPlan.newBuilder().setPlan(0).setContent(content).build()));
  }

  /** Has each executor go through a beginning for nothing; says whether all could. */
  boolean rehearse(List<StateRange> sample) {
    var content = ByteString.copyFrom(PlanCodec.encode(plan));
    return executors.stream().allMatch(executor -> executor.rehearse(content, sample));
  }

  /** Begins a generation from stored state. */
  void assign(long generation, List<StateRange> state) {
    assign(generation, state, message -> {});
  }

  /** Begins a generation with state that is carried over. */
  void carryOver(
      long generation, List<StateRange> state, long restoredBatch, CarriedOver.Builder over) {
    assign(
        generation, state, message -> message.setRestoredBatch(restoredBatch).setCarriedOver(over));
  }

  /** Begins a generation in which what source tasks give is held. */
  void assignHeld(long generation) {
    assign(generation, List.of(), message -> message.setHoldTasks(true));
  }

  /** Begins a batch with attempts at source tasks on the first executor. */
  void startHeld(long generation, long batch, List<List<?>> tasks) {
    start(generation, batch, 0, List.of());
    var message = RunTasks.newBuilder().setGeneration(generation).setBatch(batch);
    for (var task = 0; task < tasks.size(); task++) {
      message.addTasks(SourceTask.newBuilder().setIndex(task).setRecords(encode(tasks.get(task))));
    }
    executors.get(0).runTasks(message.build());
  }

  /** Says whether an attempt on the first executor passes. */
  void judge(long generation, long batch, int task, boolean passes) {
    executors
        .get(0)
        .judge(
            TaskVerdict.newBuilder()
                .setGeneration(generation)
                .setBatch(batch)
                .setTask(task)
                .setPasses(passes)
                .build());
  }

  void endTasks(long generation, long batch) {
    var message = EndTasks.newBuilder().setGeneration(generation).setBatch(batch).build();
    executors.forEach(executor -> executor.endTasks(message));
  }

  /** Ends what is under way; gives what each executor holds. */
  List<Holding> halt(long generation) {
    executors.forEach(executor -> executor.halt(generation));
    return executors.stream()
        .map(
            executor -> {
              var halted = next().getHalted();
              assertThat(halted.getGeneration()).isEqualTo(generation);
              return halted.getHolding();
            })
        .toList();
  }

  private void assign(long generation, List<StateRange> state, Consumer<Assign.Builder> more) {
    begin(generation, state, more);
    for (var ignored : executors) {
      assertThat(next().getReady().getGeneration()).isEqualTo(generation);
    }
  }

  /** Begins a generation and does not wait for it. */
  void begin(long generation, List<StateRange> state, Consumer<Assign.Builder> more) {
    for (var index = 0; index < executors.size(); index++) {
      var message =
          Assign.newBuilder()
              .setGeneration(generation)
              .setExecutorIndex(index)
              .addAllState(state)
              .addAllOwnerOfPartition(
                  IntStream.range(0, plan.partitions())
                      .map(partition -> partition % executors.size())
                      .boxed()
                      .toList());
      for (var peer = 0; peer < executors.size(); peer++) {
        message.addExecutors(
            Peer.newBuilder().setWorkerId("executor-" + peer).setLanes(lanes).build());
      }
      more.accept(message);
      executors.get(index).assign(message.build());
    }
  }

  /** Runs a batch whose source has one task a list, and gives the answers of all executors. */
  List<BatchDone> run(long generation, long batch, long snapshot, List<List<?>> tasks) {
    start(generation, batch, snapshot, tasks);
    return executors.stream().map(executor -> next().getBatchDone()).toList();
  }

  void start(long generation, long batch, long snapshot, List<List<?>> tasks) {
    start(generation, batch, snapshot, tasks, false);
  }

  /** Runs a batch of which every executor is told that it has no tasks. */
  List<BatchDone> runWithoutTasks(long generation, long batch) {
    for (var executor : executors) {
      executor.runBatch(
          RunBatch.newBuilder()
              .setGeneration(generation)
              .setBatch(batch)
              .setTimeMillis(batch * INTERVAL_MILLIS)
              .setWithoutTasks(true)
              .build());
    }
    return executors.stream().map(executor -> next().getBatchDone()).toList();
  }

  /** Markers that executors have sent to each other. */
  int markers() {
    return markers.get();
  }

  /** Runs a batch again for restored state only. */
  List<BatchDone> catchUp(long generation, long batch, List<List<?>> tasks) {
    start(generation, batch, 0, tasks, true);
    return executors.stream().map(executor -> next().getBatchDone()).toList();
  }

  private void start(
      long generation, long batch, long snapshot, List<List<?>> tasks, boolean catchUp) {
    for (var index = 0; index < executors.size(); index++) {
      var message =
          RunBatch.newBuilder()
              .setGeneration(generation)
              .setBatch(batch)
              .setTimeMillis(batch * INTERVAL_MILLIS)
              .setSnapshot(snapshot)
              .setReplay(catchUp)
              .setCatchUp(catchUp);
      for (var task = 0; task < tasks.size(); task++) {
        if (task % executors.size() == index) {
          message.addTasks(
              SourceTask.newBuilder().setIndex(task).setRecords(encode(tasks.get(task))));
        }
      }
      executors.get(index).runBatch(message.build());
    }
  }

  /** The records of an output, in order of its pieces. */
  List<Object> output(List<BatchDone> answers, int output) {
    var records = new ArrayList<Object>();
    answers.stream()
        .flatMap(answer -> answer.getOutputsList().stream())
        .filter(piece -> piece.getOutput() == output)
        .sorted(
            Comparator.comparingInt(OutputPiece::getBranch)
                .thenComparingInt(OutputPiece::getPartition))
        .forEach(piece -> records.addAll(decode(piece.getRecords())));
    return records;
  }

  WorkerMessage next() {
    try {
      var message = reports.poll(10, TimeUnit.SECONDS);
      assertThat(message).as("a report within 10 s").isNotNull();
      return message;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    wire.shutdownNow();
    executors.forEach(ExecutorRuntime::close);
  }

  private ByteString encode(List<?> records) {
    var writer = format.newWriter();
    records.forEach(writer::write);
    return ByteString.copyFrom(writer.finish());
  }

  private List<Object> decode(ByteString bytes) {
    var reader = format.newReader();
    reader.reset(bytes.toByteArray(), 0, bytes.size());
    var records = new ArrayList<Object>();
    while (reader.hasNext()) {
      records.add(reader.next());
    }
    return records;
  }

  private final class DirectNetwork implements ExchangeNetwork {
    @Override
    public boolean trySend(String workerId, Address address, byte[] records, Runnable credit) {
      executor(workerId).recordsArrived(address, records, () -> {});
      return true;
    }

    @Override
    public void sendMarker(String workerId, Address address) {
      markers.incrementAndGet();
      wire.execute(() -> executor(workerId).markerArrived(address));
    }

    private ExecutorRuntime executor(String workerId) {
      return executors.get(Integer.parseInt(workerId.substring("executor-".length())));
    }
  }
}
