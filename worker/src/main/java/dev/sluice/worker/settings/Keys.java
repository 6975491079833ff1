package dev.sluice.worker.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;

/** All keys that Sluice knows. A job's own keys begin with {@code app.} and are free. */
public final class Keys {
  public static final Setting<Optional<String>> APP_NAME =
      text("app.name", "name of the job, for logs, metrics and the UI");
  public static final Setting<Optional<String>> MASTER =
      text("master", "local[N] for N task threads in this JVM, local[*] for one a core");
  public static final Setting<Optional<Long>> BATCH_INTERVAL =
      optional("streaming.batchIntervalMillis", "batch interval in milliseconds");
  public static final Setting<Long> BLOCK_INTERVAL =
      positive("streaming.blockInterval", 200, "milliseconds a block is filled at the most");
  public static final Setting<Long> BLOCK_QUEUE_SIZE =
      positive("streaming.blockQueueSize", 10, "blocks of a receiver that may wait to be stored");
  public static final Setting<Long> RECEIVER_RESTART_DELAY =
      natural(
          "streaming.receiverRestartDelay", 2000, "milliseconds before a receiver starts again");
  public static final Setting<Optional<Long>> RECEIVER_MAX_RATE =
      optional("streaming.receiver.maxRate", "records a second that one receiver may store");
  public static final Setting<Boolean> WRITE_AHEAD_LOG =
      flag(
          "streaming.receiver.writeAheadLog.enable",
          "blocks of all receivers are in the checkpoint location before store() returns");
  public static final Setting<Long> WRITE_AHEAD_INTERVAL =
      positive(
          "streaming.receiver.writeAheadLog.interval",
          50,
          "milliseconds from one object of that log to the next, for all receivers of a worker");
  public static final Setting<String> LOST_BLOCKS =
      choice(
          "streaming.receiver.lostBlocks",
          List.of("continue", "fail"),
          "what a job does when received blocks are gone with all workers that had them");
  public static final Setting<Boolean> BACKPRESSURE =
      flag(
          "streaming.backpressure.enabled",
          "receivers take in as many records as the job can process");
  public static final Setting<String> RATE_ESTIMATOR =
      choice(
          "streaming.backpressure.rateEstimator",
          List.of("auto", "pid"),
          "how that is found: auto by what a record costs, pid is Spark's controller");
  public static final Setting<Optional<Long>> INITIAL_RATE =
      optional(
          "streaming.backpressure.initialRate",
          "records a second before the first batch is complete; 1,000 for auto, no limit for pid");
  public static final Setting<Double> PID_PROPORTIONAL =
      decimal(
          "streaming.backpressure.pid.proportional",
          "1.0",
          false,
          "weight of the last batch's error");
  public static final Setting<Double> PID_INTEGRAL =
      decimal("streaming.backpressure.pid.integral", "0.2", false, "weight of what waits");
  public static final Setting<Double> PID_DERIVED =
      decimal("streaming.backpressure.pid.derived", "0.0", false, "weight of the error's change");
  public static final Setting<Double> PID_MIN_RATE =
      decimal(
          "streaming.backpressure.pid.minRate",
          "100",
          true,
          "records a second that a receiver may store at the least, with either estimator");
  public static final Setting<String> MISSED_BATCHES =
      choice(
          "streaming.missedBatches",
          List.of("each", "coalesce"),
          "whether batches that were due while no driver ran are cut each, or one for all of them");
  public static final Setting<Long> RETAINED_BATCHES =
      positive(
          "streaming.ui.retainedBatches",
          1000,
          "completed batches that the driver's pages and REST API show");
  public static final Setting<Long> PIPELINE_DEPTH =
      positive("streaming.pipelineDepth", 2, "batches that may run at the same time");
  public static final Setting<Optional<Long>> GRACEFUL_STOP_TIMEOUT =
      optional(
          "streaming.gracefulStopTimeout",
          "milliseconds that a graceful stop may take; ten batch intervals, at least 10 s");
  public static final Setting<Boolean> STOP_GRACEFULLY_ON_SHUTDOWN =
      flag(
          "streaming.stopGracefullyOnShutdown",
          "stop gracefully when a JVM that runs a whole job is told to end; processes of a job"
              + " always do");
  public static final Setting<Boolean> STOP_SPARK_CONTEXT_BY_DEFAULT =
      flag("streaming.stopSparkContextByDefault", "has no effect; accepted from Spark programs");
  public static final Setting<Boolean> STOP_WHEN_RECEIVERS_STOP =
      flag("streaming.stopWhenReceiversStop", "end the job when every receiver stopped for good");
  public static final Setting<Long> FILE_REMEMBER =
      positive(
          "streaming.fileStream.minRememberDuration",
          60_000,
          "milliseconds that a file stream remembers files for");
  public static final Setting<Long> FILE_PART_BYTES =
      positive(
          "files.maxPartitionBytes",
          128L << 20,
          "bytes of a file that one task reads at the most, if its format can be cut");
  public static final Setting<Optional<Long>> DATA_SET_BYTES =
      optional(
          "datasets.memoryBytes",
          "bytes of persisted data sets that one executor keeps; a fifth of its heap");
  public static final Setting<Optional<String>> S3_ENDPOINT =
      text("s3.endpoint", "address of the S3 server; that of the manifest's checkpoint.s3");
  public static final Setting<Optional<String>> S3_REGION =
      text("s3.region", "region of the S3 server; that of the manifest's checkpoint.s3");
  public static final Setting<Boolean> S3_PATH_STYLE =
      flag("s3.pathStyleAccess", "the bucket is in the path; with s3.endpoint only");
  public static final Setting<Optional<Long>> PARALLELISM =
      optional(
          "default.parallelism",
          "number of partitions; one for each task thread of the most executors that autoscaling"
              + " may give the job");
  public static final Setting<Optional<Long>> SHARDS =
      optional("state.shards", "slices of the key space, a power of two; 64 an executor");
  public static final Setting<Optional<Long>> EXECUTOR_CORES =
      optional("executor.cores", "task threads of an executor; one a core");
  public static final Setting<Long> TASK_MAX_FAILURES =
      positive("task.maxFailures", 4, "failures of user code in one batch before the job fails");
  public static final Setting<Boolean> SPECULATION =
      flag("speculation", "copies of slow tasks that read sources run on other executors");
  public static final Setting<Long> SPECULATION_INTERVAL =
      positive(
          "speculation.interval", 100, "milliseconds from one look for slow tasks to the next");
  public static final Setting<Double> SPECULATION_MULTIPLIER =
      decimal(
          "speculation.multiplier",
          "3",
          true,
          "a task is slow that has run this many times the median of those that are done");
  public static final Setting<Double> SPECULATION_QUANTILE =
      share("speculation.quantile", "0.9", "of a batch's tasks that are done before one is slow");
  public static final Setting<Long> SPECULATION_MIN_TASK_RUNTIME =
      natural("speculation.minTaskRuntime", 100, "milliseconds before which no task is slow");
  public static final Setting<Long> CHECKPOINT_PERIOD =
      positive("checkpoint.periodSeconds", 10, "seconds between checkpoints");
  public static final Setting<Boolean> ALLOW_NON_RESTORED_STATE =
      flag(
          "checkpoint.allowNonRestoredState",
          "start though the checkpoint holds state of operators, or positions of sources, that the"
              + " program no longer has; they are dropped");

  /** Every key, in the order of the documentation. */
  public static final List<Setting<?>> ALL =
      List.of(
          APP_NAME,
          MASTER,
          BATCH_INTERVAL,
          BLOCK_INTERVAL,
          BLOCK_QUEUE_SIZE,
          RECEIVER_RESTART_DELAY,
          RECEIVER_MAX_RATE,
          WRITE_AHEAD_LOG,
          WRITE_AHEAD_INTERVAL,
          LOST_BLOCKS,
          BACKPRESSURE,
          RATE_ESTIMATOR,
          INITIAL_RATE,
          PID_PROPORTIONAL,
          PID_INTEGRAL,
          PID_DERIVED,
          PID_MIN_RATE,
          MISSED_BATCHES,
          RETAINED_BATCHES,
          PIPELINE_DEPTH,
          GRACEFUL_STOP_TIMEOUT,
          STOP_GRACEFULLY_ON_SHUTDOWN,
          STOP_SPARK_CONTEXT_BY_DEFAULT,
          STOP_WHEN_RECEIVERS_STOP,
          FILE_REMEMBER,
          FILE_PART_BYTES,
          DATA_SET_BYTES,
          S3_ENDPOINT,
          S3_REGION,
          S3_PATH_STYLE,
          PARALLELISM,
          SHARDS,
          EXECUTOR_CORES,
          TASK_MAX_FAILURES,
          SPECULATION,
          SPECULATION_INTERVAL,
          SPECULATION_MULTIPLIER,
          SPECULATION_QUANTILE,
          SPECULATION_MIN_TASK_RUNTIME,
          CHECKPOINT_PERIOD,
          ALLOW_NON_RESTORED_STATE);

  private Keys() {}

  private static Setting<Optional<String>> text(String name, String description) {
    return new Setting<>(name, "", "a text", Keys::nonEmpty, description);
  }

  private static Setting<Boolean> flag(String name, String description) {
    Function<String, Boolean> parser =
        text -> {
          if (!List.of("true", "false").contains(text)) {
            throw new IllegalArgumentException(text);
          }
          return Boolean.valueOf(text);
        };
    return new Setting<>(name, "false", "true or false", parser, description);
  }

  /** One of some words; the first is the default. */
  private static Setting<String> choice(String name, List<String> words, String description) {
    UnaryOperator<String> parser =
        text -> {
          if (!words.contains(text)) {
            throw new IllegalArgumentException(text);
          }
          return text;
        };
    return new Setting<>(name, words.get(0), String.join(" or ", words), parser, description);
  }

  private static Setting<Double> decimal(
      String name, String defaultText, boolean positive, String description) {
    var expected = positive ? "a number above 0" : "a number from 0";
    DoublePredicate accepted = value -> positive ? value > 0 : value >= 0;
    return new Setting<>(name, defaultText, expected, text -> decimal(text, accepted), description);
  }

  private static Setting<Double> share(String name, String defaultText, String description) {
    return new Setting<>(
        name,
        defaultText,
        "a number from 0 to 1",
        text -> decimal(text, value -> value >= 0 && value <= 1),
        description);
  }

  private static double decimal(String text, DoublePredicate accepted) {
    double value = Double.parseDouble(text);
    if (!accepted.test(value) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  private static Setting<Long> positive(String name, long defaultValue, String description) {
    return new Setting<>(
        name,
        Long.toString(defaultValue),
        "a whole number from 1",
        text -> number(text, value -> value >= 1),
        description);
  }

  private static Setting<Long> natural(String name, long defaultValue, String description) {
    return new Setting<>(
        name,
        Long.toString(defaultValue),
        "a whole number from 0",
        text -> number(text, value -> value >= 0),
        description);
  }

  private static Setting<Optional<Long>> optional(String name, String description) {
    return new Setting<>(
        name,
        "",
        "a whole number from 1",
        text -> nonEmpty(text).map(given -> number(given, value -> value >= 1)),
        description);
  }

  private static Optional<String> nonEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static long number(String text, LongPredicate accepted) {
    long value = Long.parseLong(text);
    if (!accepted.test(value)) {
      throw new IllegalArgumentException(text);
    }
    return value;
  }

  static List<String> names() {
    return ALL.stream().map(Setting::name).toList();
  }
}
