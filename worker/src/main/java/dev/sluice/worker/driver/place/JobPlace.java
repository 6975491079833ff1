package dev.sluice.worker.driver.place;

import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.settings.ConfigurationException;
import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.storage.FileLocation;
import dev.sluice.worker.storage.S3Access;
import dev.sluice.worker.storage.StoreLocation;
import dev.sluice.worker.storage.TemporaryLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a job runs: as processes, or inside of this JVM.
 *
 * @param jobName name of the job
 * @param jobUid uid of the job
 * @param programDigest digest of its jar
 * @param epoch least epoch to claim
 * @param location where state and log are
 * @param files how the job reaches the S3 server of its files
 * @param temporary whether they go with the job
 * @param durable whether the program asked for them, so that it may keep state
 * @param retained checkpoints to keep
 * @param restore what to do with the state that is there
 * @param executors executors that the job should have
 * @param mostExecutors executors that it may come to have, so that there are partitions for all
 * @param receivers receiver workers that the job should have
 * @param lanes task threads in this JVM; 0 when the job runs as processes
 * @param foundations gives the opened store and server; asked once
 * @param turn waits until the job may claim its log
 * @param jobClasses loads the program's classes
 * @param status where the status goes
 * @param damaged checkpoints that proved to be unusable, and why
 */
public record JobPlace(
    String jobName,
    String jobUid,
    String programDigest,
    long epoch,
    StoreLocation location,
    S3Access files,
    @Nullable Path temporary,
    boolean durable,
    int retained,
    RestorePolicy restore,
    int executors,
    int mostExecutors,
    int receivers,
    int lanes,
    Supplier<Foundations> foundations,
    Turn turn,
    ClassLoader jobClasses,
    AtomicReference<JobStatus> status,
    Map<Long, String> damaged) {
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d{1,4}|\\*)])?");
  private static final int RETAINED = 10;

  /** Whether everything runs in this JVM. */
  public boolean inOneJvm() {
    return lanes > 0;
  }

  /** Partitions where nobody says how many, in a job that begins here. */
  public int defaultParallelism(Settings settings) {
    return inOneJvm()
        ? parallelism(settings, lanes)
        : parallelismOfExecutors(settings, mostExecutors);
  }

  /** Partitions where nobody says how many, in a job with as many executors at the most. */
  public static int parallelismOfExecutors(Settings settings, int mostExecutors) {
    var cores = settings.get(Keys.EXECUTOR_CORES).map(Long::intValue).orElse(1);
    return parallelism(settings, cores * mostExecutors);
  }

  /** Partitions where nobody says how many, in a job inside of this JVM. */
  public static int parallelismOfThisJvm(Settings settings) {
    return parallelism(settings, lanes(settings));
  }

  private static int parallelism(Settings settings, int threads) {
    return settings.get(Keys.PARALLELISM).map(Long::intValue).orElse(Math.max(1, threads));
  }

  /** The same place for a job that has run there, where checkpoints have proved to be unusable. */
  public JobPlace passingOver(Map<Long, String> checkpoints) {
    return new JobPlace(
        jobName,
        jobUid,
        programDigest,
        epoch,
        location,
        files,
        temporary,
        durable,
        retained,
        RestorePolicy.REQUIRED,
        executors,
        mostExecutors,
        receivers,
        lanes,
        foundations,
        Turn.NOW,
        jobClasses,
        status,
        Map.copyOf(checkpoints));
  }

  /** That of a job inside of this JVM; without a directory it leaves nothing behind. */
  public static JobPlace inThisJvm(Settings settings, @Nullable String checkpointDirectory) {
    var files = filesOfThisJvm(settings);
    var lanes = lanes(settings);
    return checkpointDirectory == null
        ? inTemporaryDirectory(settings, files, classesOfThisThread(), lanes)
        : inThisJvm(
            settings,
            location(checkpointDirectory, files),
            null,
            files,
            classesOfThisThread(),
            lanes);
  }

  /** Where a driver process runs actions before its job starts: inside of this JVM. */
  public static JobPlace beforeStart(Settings settings, S3Access files, ClassLoader jobClasses) {
    return inTemporaryDirectory(
        settings, files, jobClasses, Runtime.getRuntime().availableProcessors());
  }

  private static JobPlace inTemporaryDirectory(
      Settings settings, S3Access files, ClassLoader jobClasses, int lanes) {
    var directory = temporaryDirectory();
    return inThisJvm(
        settings, new TemporaryLocation(directory), directory, files, jobClasses, lanes);
  }

  private static JobPlace inThisJvm(
      Settings settings,
      StoreLocation location,
      @Nullable Path temporary,
      S3Access files,
      ClassLoader jobClasses,
      int lanes) {
    var name = settings.get(Keys.APP_NAME).orElse("local");
    return new JobPlace(
        name,
        "local",
        "",
        0,
        location,
        files,
        temporary,
        temporary == null,
        RETAINED,
        RestorePolicy.IF_PRESENT,
        1,
        1,
        1,
        lanes,
        () -> Foundations.inThisJvm(location),
        Turn.NOW,
        jobClasses,
        new AtomicReference<>(JobStatus.starting(name, 0)),
        Map.of());
  }

  private static ClassLoader classesOfThisThread() {
    var classes = Thread.currentThread().getContextClassLoader();
    return classes == null ? JobPlace.class.getClassLoader() : classes;
  }

  /** Where a program that runs inside of this JVM keeps its state. */
  public static StoreLocation location(String directory, Settings settings) {
    return location(directory, filesOfThisJvm(settings));
  }

  private static S3Access filesOfThisJvm(Settings settings) {
    return S3Access.of(settings, S3Access.NONE.settings(), S3Access.variablesOfThisJvm());
  }

  private static StoreLocation location(String directory, S3Access files) {
    return directory.contains("://")
        ? StoreLocation.parse(directory, files.settings(), files.variables())
        : new FileLocation(Path.of(directory).toAbsolutePath());
  }

  private static int lanes(Settings settings) {
    var master = settings.get(Keys.MASTER).orElse("local[*]");
    var match = LOCAL.matcher(master);
    if (!match.matches()) {
      throw new ConfigurationException(
          "master '%s' is not understood: write local[N] or local[*]; in a cluster the job is started by the operator or with `sluice run`"
              .formatted(master));
    }
    var number = match.group(1);
    if (number == null) {
      return 1;
    }
    return number.equals("*")
        ? Runtime.getRuntime().availableProcessors()
        : Math.max(1, Integer.parseInt(number));
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("sluice-job-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for the job's log", e);
    }
  }
}
