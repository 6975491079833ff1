package dev.sluice.chaos.plan;

import java.util.Arrays;
import java.util.Optional;

/** What is done to a job. */
public enum FaultKind {
  /** kill -9 of the driver. */
  KILL_DRIVER("kill-driver", 0, 0),
  /** kill -9 of one executor. */
  KILL_EXECUTOR("kill-executor", 0, 0),
  /** kill -9 of all executors at once. */
  KILL_EXECUTORS("kill-executors", 0, 0),
  /** kill -9 of one receiver worker. */
  KILL_RECEIVER("kill-receiver", 0, 0),
  /** kill -9 of two processes of the job at once. */
  KILL_SEVERAL("kill-several", 0, 0),
  /** kill -9 of the embedded S3 server, which is started again at the same address. */
  KILL_STORE("kill-store", 0, 0),
  /** kill -9 of every process, also of the launcher and the S3 server; then {@code --resume}. */
  KILL_ALL("kill-all", 0, 0),
  /** kill -9 of the launcher alone: the others have to end by themselves; then {@code --resume}. */
  KILL_LAUNCHER("kill-launcher", 0, 0),
  /** SIGTERM of the launcher, which stops the job gracefully; then {@code --resume}. */
  STOP("stop", 0, 0),
  /** SIGSTOP of the driver, longer than any time-out, then SIGCONT. */
  PAUSE_DRIVER("pause-driver", 2_500, 4_500),
  /** SIGSTOP of an executor. */
  PAUSE_EXECUTOR("pause-executor", 2_500, 4_500),
  /** SIGSTOP of a receiver worker. */
  PAUSE_RECEIVER("pause-receiver", 2_500, 4_500),
  /** Some requests are answered with 500 or 503, before or after they took effect. */
  S3_ERRORS("s3-errors", 1_000, 3_000),
  /** Some requests are answered late. */
  S3_SLOW("s3-slow", 1_000, 3_000),
  /** Connections are reset before a request was sent on, or after, so that its answer is lost. */
  S3_RESET("s3-reset", 1_000, 3_000),
  /** Uploads break off in the middle, and so do answers. */
  S3_HALF("s3-half", 1_000, 3_000),
  /** Nobody answers. */
  S3_OUTAGE("s3-outage", 1_000, 5_000),
  /** Nobody answers for a minute. */
  S3_MINUTE("s3-minute", 60_000, 60_000),
  /** Packets between the driver and all workers are dropped. */
  PARTITION_DRIVER("partition-driver", 1_000, 5_000),
  /** Packets to and from one worker's connections are dropped; new connections work. */
  PARTITION_WORKER("partition-worker", 1_000, 5_000),
  /** Packets between all workers are dropped. */
  PARTITION_DATA("partition-data", 1_000, 5_000),
  /** The file system of the S3 server, of the logs and of temporary files is full. */
  DISK_FULL("disk-full", 1_000, 3_000),
  /** Tasks of one executor come to no end; with speculation on, which copies them. */
  SLOW_TASK("slow-task", 2_000, 4_000),
  /** The clock of one process is set forward by seconds, and then right again. */
  CLOCK_FORWARD("clock-forward", 500, 3_000),
  /** The clock of one process is set back by up to an hour, and then right again. */
  CLOCK_BACK("clock-back", 500, 3_000);

  private final String word;
  private final long shortestMillis;
  private final long longestMillis;

  FaultKind(String word, long shortestMillis, long longestMillis) {
    this.word = word;
    this.shortestMillis = shortestMillis;
    this.longestMillis = longestMillis;
  }

  /** {@return its name on the command line and in reports} */
  public String word() {
    return word;
  }

  /**
   * Finds a kind by its name.
   *
   * @param word as {@link #word} gives it
   * @return the kind, or empty
   */
  public static Optional<FaultKind> of(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  /** {@return whether the run has to be started again by hand} */
  public boolean endsRun() {
    return this == KILL_ALL || this == KILL_LAUNCHER || this == STOP;
  }

  /** {@return whether it needs the rights to filter packets} */
  public boolean needsPacketFilter() {
    return this == PARTITION_DRIVER || this == PARTITION_WORKER || this == PARTITION_DATA;
  }

  /** {@return whether processes need a clock that can be set} */
  public boolean needsClocks() {
    return this == CLOCK_FORWARD || this == CLOCK_BACK;
  }

  /** {@return whether runs have it that do not ask for it} */
  public boolean byDefault() {
    return this != S3_MINUTE && this != SLOW_TASK && this != STOP;
  }

  /** {@return how many workers may be gone, or be taken for gone, at the same time; 2 for more} */
  int workersLost() {
    return switch (this) {
      case KILL_EXECUTOR, KILL_RECEIVER, PAUSE_EXECUTOR, PAUSE_RECEIVER, PARTITION_WORKER -> 1;
      case KILL_EXECUTORS,
          KILL_SEVERAL,
          KILL_ALL,
          KILL_LAUNCHER,
          PARTITION_DRIVER,
          PARTITION_DATA ->
          2;
      default -> 0;
    };
  }

  long shortestMillis() {
    return shortestMillis;
  }

  long longestMillis() {
    return longestMillis;
  }
}
