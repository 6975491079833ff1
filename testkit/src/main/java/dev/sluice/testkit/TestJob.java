package dev.sluice.testkit;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.worker.driver.DriverEngine;
import java.util.function.Consumer;

/**
 * A job under test: it runs on the real engine inside of this JVM, on a clock that stands at 0
 * until {@link #advance} turns it. Batch number n has the time n × interval.
 *
 * <pre>{@code
 * var lines = TestInput.of(List.of("a b"), List.of("b"));
 * var counts = new TestPairOutput<String, Long>();
 * try (var job = TestJob.start(context -> counts.collect(count(lines.stream(context))))) {
 *   job.advance(1);
 *   job.restart();
 *   job.advance(1);
 *   assertThat(counts.maps()).containsExactly(Map.of("a", 1L, "b", 1L), Map.of("a", 1L, "b", 2L));
 * }
 * }</pre>
 *
 * <p>Used by one thread. No call waits longer than {@link TestJobOptions#timeout}; whatever goes
 * wrong is a {@link TestJobException} that says what the job failed with. One job of a JVM can run
 * at a time.
 */
public final class TestJob implements AutoCloseable {
  private final TestJobOptions options;
  private final ManualClock clock = new ManualClock();
  private final BatchInfos infos = new BatchInfos();
  private final CheckpointDirectory directory;
  private Consumer<StreamingContext> program;
  private RunWatch watch;
  private StreamingContext context;

  private TestJob(TestJobOptions options, Consumer<StreamingContext> program) {
    this.options = options;
    this.program = program;
    this.directory = CheckpointDirectory.of(options);
    this.watch = new RunWatch(0);
    this.context = create(watch);
    run();
  }

  /**
   * Starts a job with batches of one second, two task threads and a checkpoint directory of its
   * own.
   *
   * @param program makes the streams and outputs of the job; called again by {@link #restart()}
   * @return the job, which runs; the clock stands at 0
   */
  public static TestJob start(Consumer<StreamingContext> program) {
    return start(new TestJobOptions(), program);
  }

  /**
   * Starts a job.
   *
   * @param options how it runs
   * @param program makes the streams and outputs of the job; called again by {@link #restart()}
   * @return the job, which runs; the clock stands at 0
   */
  public static TestJob start(TestJobOptions options, Consumer<StreamingContext> program) {
    return new TestJob(options, program);
  }

  /**
   * Turns the clock by some batch intervals and waits until the output of these batches is
   * complete.
   *
   * @param batches number of intervals
   * @throws TestJobException if the job fails, or the timeout is over
   */
  public void advance(int batches) {
    var now = clock.advance(batches * context.batchInterval().toMillis());
    watch.awaitBatch(
        new Time(now).floor(context.batchInterval()).milliseconds(), options.timeout());
  }

  /**
   * Ends the job as if its processes were lost, and starts the same program again, which goes on
   * from the newest checkpoint and the log after it.
   */
  public void restart() {
    restart(program);
  }

  /**
   * Ends the job as if its processes were lost, and starts another program in its place: a new
   * version of the job.
   *
   * @param changed makes the streams and outputs; called again by a later {@link #restart()}
   */
  public void restart(Consumer<StreamingContext> changed) {
    context.stop();
    program = changed;
    watch = new RunWatch(watch.released());
    context = create(watch);
    run();
  }

  /** {@return the context of the present run} */
  public StreamingContext context() {
    return context;
  }

  /** {@return the time that the clock shows} */
  public Time now() {
    return new Time(clock.millis());
  }

  /**
   * Gives what listeners are told of a batch: its input, its output operations and its times, which
   * are the machine's and not those of the job's clock. Waits until it is known.
   *
   * @param batch number of the batch, from 1, at which an output operation is due
   * @return the batch, complete
   */
  public BatchInfo batchInfo(int batch) {
    var time = context.batchInterval().multipliedBy(batch).toMillis();
    return infos.await(new Time(time), options.timeout());
  }

  /** Ends the job and removes what it has kept. */
  @Override
  public void close() {
    context.stop();
    directory.close();
  }

  private StreamingContext create(RunWatch ofRun) {
    var conf = new SluiceConf().setMaster("local[%d]".formatted(options.threads()));
    conf.set("app.name", "test");
    options.settings().forEach(conf::set);
    return new StreamingContext(conf, options.interval(), new DriverEngine(clock, ofRun));
  }

  private void run() {
    try {
      directory.path().ifPresent(path -> context.checkpoint(path.toString()));
      context.addStreamingListener(infos);
      program.accept(context);
      context.start();
      watch.awaitRunning(options.timeout());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }
}
