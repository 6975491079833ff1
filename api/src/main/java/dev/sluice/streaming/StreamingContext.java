package dev.sluice.streaming;

import dev.sluice.SluiceConf;
import dev.sluice.SluiceContext;
import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.graph.StreamGraph;
import dev.sluice.runtime.Engine;
import dev.sluice.runtime.Engines;
import dev.sluice.runtime.JobRun;
import dev.sluice.runtime.RddRunner;
import dev.sluice.streaming.scheduler.StreamingListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The entry to a streaming job: it makes the input streams, starts the job and waits for its end.
 *
 * <p>INITIALIZED → {@link #start} → ACTIVE → {@link #stop} → STOPPED. The graph can be changed only
 * while INITIALIZED; one context of a JVM can be ACTIVE at a time. Made and used by one thread;
 * only {@link #stop} and {@link #getState} may be called by others.
 *
 * <p>Where it runs is not the program's business: {@code sluice run} and the operator start the
 * same {@code main} as a driver process with executors and receivers of its own; anywhere else it
 * runs in this JVM.
 */
public final class StreamingContext extends StreamCombinations implements AutoCloseable {
  private static final AtomicReference<StreamingContext> ACTIVE = new AtomicReference<>();

  private final JobRun job;
  private final StreamGraph graph;
  private volatile StreamingContextState state = StreamingContextState.INITIALIZED;

  /**
   * Creates a context.
   *
   * @param conf the job's configuration, copied
   * @param batchInterval the batch interval; {@code batchIntervalMillis} of the manifest wins over
   *     it
   */
  public StreamingContext(SluiceConf conf, Duration batchInterval) {
    this(conf, batchInterval, Engines.find());
  }

  /**
   * Creates a context.
   *
   * @param master where the job runs, such as {@code local[2]}; see {@link SluiceConf#setMaster}
   * @param appName name of the job
   * @param batchInterval the batch interval
   */
  public StreamingContext(String master, String appName, Duration batchInterval) {
    this(new SluiceConf().setMaster(master).setAppName(appName), batchInterval);
  }

  /**
   * Creates a context on an engine of the caller's choice; for test kits.
   *
   * @param conf the job's configuration, copied
   * @param batchInterval the batch interval
   * @param engine runs the job
   */
  public StreamingContext(SluiceConf conf, Duration batchInterval, Engine engine) {
    this(engine.open(new SluiceConf(conf)), batchInterval);
  }

  /**
   * Creates a context for the job of a data set context, which a program may have made first. A
   * data set context has one job, so this can be done once.
   *
   * @param context what the job's data sets come from
   * @param batchInterval the batch interval; {@code batchIntervalMillis} of the manifest wins over
   *     it
   * @throws IllegalStateException if the job was started or stopped
   */
  public StreamingContext(SluiceContext context, Duration batchInterval) {
    this(open(context), batchInterval);
  }

  private StreamingContext(JobRun job, Duration batchInterval) {
    var interval =
        job.conf()
            .getOption("streaming.batchIntervalMillis")
            .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
            .orElse(batchInterval);
    this.graph = new StreamGraph(interval);
    this.job = job;
  }

  private static JobRun open(SluiceContext context) {
    var job = context.runner().job();
    if (job.isRunning() || job.hasEnded()) {
      throw new IllegalStateException(
          "the job of this SluiceContext was %s: make a new SluiceContext for another job"
              .formatted(job.hasEnded() ? "stopped" : "started"));
    }
    return job;
  }

  /**
   * Creates a context that runs in this JVM with batches of one second.
   *
   * @param threads number of task threads
   * @return the context
   */
  public static StreamingContext local(int threads) {
    return local(threads, Durations.seconds(1));
  }

  /**
   * Creates a context that runs in this JVM.
   *
   * @param threads number of task threads
   * @param batchInterval the batch interval
   * @return the context
   */
  public static StreamingContext local(int threads, Duration batchInterval) {
    return new StreamingContext(
        new SluiceConf().setMaster("local[" + threads + "]"), batchInterval);
  }

  /**
   * Creates a context with a factory and lets it go on from the newest checkpoint of a directory if
   * there is one. The factory always runs: code and configuration come from the program, never from
   * a checkpoint; state is found again by the uids of its operators.
   *
   * @param checkpointDirectory path or URI; the manifest's {@code checkpoint.location} wins over it
   * @param factory makes the context and its streams; a {@link dev.sluice.function.Function0} will
   *     do
   * @return the context, not started
   * @throws RuntimeException if there is a checkpoint or log that cannot be read
   */
  public static StreamingContext getOrCreate(
      String checkpointDirectory, Supplier<StreamingContext> factory) {
    return getOrCreate(checkpointDirectory, factory, false);
  }

  /**
   * Creates a context with a factory; see {@link #getOrCreate(String, Supplier)}.
   *
   * @param checkpointDirectory path or URI
   * @param factory makes the context and its streams
   * @param createOnError whether a checkpoint or log that cannot be read is put aside, into the
   *     directory {@code unreadable} beside it, so that the job starts without it
   * @return the context, not started
   * @throws RuntimeException if there is a checkpoint or log that cannot be read and it is not to
   *     be put aside
   */
  public static StreamingContext getOrCreate(
      String checkpointDirectory, Supplier<StreamingContext> factory, boolean createOnError) {
    var context = factory.get();
    if (context.state == StreamingContextState.INITIALIZED) {
      context.checkpoint(checkpointDirectory);
      context.job.requireReadable(createOnError);
    }
    return context;
  }

  /**
   * Finds the jar that a class was loaded from, as {@link SluiceContext#jarOfClass} does.
   *
   * @param type the class
   * @return the path of the jar, or nothing if the class is in none
   */
  public static String[] jarOfClass(Class<?> type) {
    return SluiceContext.jarOfClass(type);
  }

  /** {@return the context of this JVM that is active, if there is one} */
  public static Optional<StreamingContext> getActive() {
    return Optional.ofNullable(ACTIVE.get())
        .filter(context -> context.getState() == StreamingContextState.ACTIVE);
  }

  /**
   * Gives the active context, or creates one if there is none.
   *
   * @param factory makes the context and its streams
   * @return the active context, or a new one that is not started
   */
  public static StreamingContext getActiveOrCreate(Supplier<StreamingContext> factory) {
    return getActive().orElseGet(factory);
  }

  /**
   * Gives the active context, or creates one as {@link #getOrCreate(String, Supplier)} does.
   *
   * @param checkpointDirectory path or URI
   * @param factory makes the context and its streams
   * @return the active context, or a new one that is not started
   */
  public static StreamingContext getActiveOrCreate(
      String checkpointDirectory, Supplier<StreamingContext> factory) {
    return getActiveOrCreate(checkpointDirectory, factory, false);
  }

  /**
   * Gives the active context, or creates one as {@link #getOrCreate(String, Supplier, boolean)}
   * does.
   *
   * @param checkpointDirectory path or URI
   * @param factory makes the context and its streams
   * @param createOnError whether what cannot be read is put aside
   * @return the active context, or a new one that is not started
   */
  public static StreamingContext getActiveOrCreate(
      String checkpointDirectory, Supplier<StreamingContext> factory, boolean createOnError) {
    return getActive().orElseGet(() -> getOrCreate(checkpointDirectory, factory, createOnError));
  }

  /** {@return the batch interval} */
  @Override
  public Duration batchInterval() {
    return graph.batchInterval();
  }

  /**
   * {@return the entry to data sets; their actions run in the driver's JVM before the start, and on
   * the job's executors after it}
   */
  public SluiceContext sparkContext() {
    return new SluiceContext(job);
  }

  /** {@return where the context is in its life} */
  public StreamingContextState getState() {
    if (state == StreamingContextState.ACTIVE && job.hasEnded()) {
      markStopped();
    }
    return state;
  }

  /**
   * Says where state and log are kept. The manifest's {@code checkpoint.location} wins over it.
   *
   * @param directory path or URI
   */
  public void checkpoint(String directory) {
    requireOpen("set the checkpoint directory");
    job.checkpoint(directory);
  }

  /**
   * Starts the job; without effect when it is active. A job that cannot be started leaves the
   * context STOPPED.
   *
   * @throws IllegalStateException if the context was stopped, another one is active in this JVM,
   *     there is no output operation, or state is kept without a checkpoint directory
   * @throws RuntimeException whose cause is a {@link java.io.NotSerializableException} if a
   *     function cannot be sent to executors; it names the operation and the field
   */
  public synchronized void start() {
    if (state == StreamingContextState.ACTIVE) {
      return;
    }
    requireOpen("start the context");
    if (graph.outputs().isEmpty()) {
      throw new IllegalStateException(
          "no output operation: add print(), foreachRDD or another one before start()");
    }
    if (getActive().isPresent() || !ACTIVE.compareAndSet(null, this)) {
      throw new IllegalStateException(
          "another StreamingContext is active in this JVM: stop it first");
    }
    try {
      job.start(graph);
      state = StreamingContextState.ACTIVE;
    } catch (RuntimeException e) {
      state = StreamingContextState.STOPPED;
      ACTIVE.set(null);
      job.stop(false);
      throw e;
    }
  }

  /**
   * Waits until the job ends.
   *
   * @throws Exception what the job failed with
   */
  public void awaitTermination() throws Exception {
    awaitEnd(-1);
  }

  /**
   * Waits until the job ends or a time has passed.
   *
   * @param timeoutMillis how long at the most, in milliseconds
   * @return whether the job has ended
   * @throws Exception what the job failed with
   */
  public boolean awaitTerminationOrTimeout(long timeoutMillis) throws Exception {
    return awaitEnd(Math.max(0, timeoutMillis));
  }

  private boolean awaitEnd(long timeoutMillis) throws Exception {
    try {
      var ended = job.awaitTermination(timeoutMillis);
      if (ended) {
        markStopped();
      }
      return ended;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      markStopped();
      throw e;
    }
  }

  /**
   * Has a listener told what happens in the job from now on.
   *
   * @param listener called by one thread, in order of the events
   */
  public void addStreamingListener(StreamingListener listener) {
    job.addListener(listener);
  }

  /**
   * Has a listener told nothing more.
   *
   * @param listener one that was added
   */
  public void removeStreamingListener(StreamingListener listener) {
    job.removeListener(listener);
  }

  /** Stops without waiting for what was received and not processed. */
  public void stop() {
    stop(true, false);
  }

  /**
   * Stops without waiting for what was received and not processed.
   *
   * @param stopSparkContext has no effect; kept so that Spark programs compile
   */
  public void stop(boolean stopSparkContext) {
    stop(stopSparkContext, false);
  }

  /**
   * Stops the job; without effect when it has ended. A graceful stop ends the receivers, processes
   * everything they have stored, and writes a checkpoint; it takes no longer than {@code
   * streaming.gracefulStopTimeout}, ten batch intervals but at least 10 s unless set.
   *
   * @param stopSparkContext has no effect; kept so that Spark programs compile
   * @param stopGracefully whether all that was received is processed first
   * @throws IllegalStateException if a {@link StreamingListener} calls it
   */
  public void stop(boolean stopSparkContext, boolean stopGracefully) {
    job.stop(stopGracefully);
    markStopped();
  }

  /** Stops without waiting for what was received and not processed. */
  @Override
  public void close() {
    stop();
  }

  private void markStopped() {
    state = StreamingContextState.STOPPED;
    ACTIVE.compareAndSet(this, null);
  }

  @Override
  void addSource(Node source) {
    requireOpen("add an input stream");
    graph.addSource(source);
  }

  @Override
  StreamingContext self() {
    return this;
  }

  /** How many output operations there are. */
  int outputCount() {
    return graph.outputs().size();
  }

  void addOutput(Output output) {
    requireOpen("add an output operation");
    graph.addOutput(output);
  }

  /**
   * Keeps the data of batches for a time, so that {@link DStream#slice} can be asked for it. What a
   * window needs of its input is kept for as much longer. Inputs and states are kept, whatever else
   * a slice needs is computed from them again; they are in the executors' memory, and those of an
   * executor that is lost are lost.
   *
   * @param duration how long; the longest one counts
   */
  public void remember(Duration duration) {
    requireOpen("change how long batches are remembered");
    if (duration.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "the remember duration must be positive: %d ms".formatted(duration.toMillis()));
    }
    graph.remember(duration.toMillis());
  }

  @Override
  JobRun job() {
    return job;
  }

  RddRunner runner() {
    return job;
  }

  void requireOpen(String what) {
    if (state != StreamingContextState.INITIALIZED) {
      throw new IllegalStateException(
          "cannot %s: the context is %s, and its graph is fixed by start()"
              .formatted(what, state == StreamingContextState.ACTIVE ? "started" : "stopped"));
    }
  }
}
