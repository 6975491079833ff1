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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Places inside of this JVM. */
public final class LocalPlace {
  private static final Pattern MASTER = Pattern.compile("local(?:\\[(\\d{1,4}|\\*)])?");
  private static final int RETAINED = 10;

  private LocalPlace() {}

  /** That of a job; without a directory it leaves nothing behind. */
  public static JobPlace of(Settings settings, @Nullable String checkpointDirectory) {
    var files = files(settings);
    var state =
        checkpointDirectory == null
            ? temporary(files)
            : StatePlace.durable(
                location(checkpointDirectory, files), files, RETAINED, RestorePolicy.IF_PRESENT);
    return of(settings, state, size(settings), classesOfThisThread());
  }

  /** Where a driver process runs actions before its job starts. */
  public static JobPlace beforeStart(Settings settings, S3Access files, ClassLoader jobClasses) {
    var lanes = Runtime.getRuntime().availableProcessors();
    return of(settings, temporary(files), JobSize.ofThisJvm(lanes), jobClasses);
  }

  /**
   * The size that {@code master} says.
   *
   * @throws ConfigurationException if it is not understood
   */
  public static JobSize size(Settings settings) {
    var master = settings.get(Keys.MASTER).orElse("local[*]");
    var match = MASTER.matcher(master);
    if (!match.matches()) {
      throw new ConfigurationException(
          "master '%s' is not understood: write local[N] or local[*]; in a cluster the job is started by the operator or with `sluice run`"
              .formatted(master));
    }
    return JobSize.ofThisJvm(lanes(match.group(1)));
  }

  private static int lanes(@Nullable String number) {
    if (number == null) {
      return 1;
    }
    return number.equals("*")
        ? Runtime.getRuntime().availableProcessors()
        : Math.max(1, Integer.parseInt(number));
  }

  /** Where a program keeps its state. */
  public static StoreLocation location(String directory, Settings settings) {
    return location(directory, files(settings));
  }

  private static StoreLocation location(String directory, S3Access files) {
    return directory.contains("://")
        ? StoreLocation.parse(directory, files.settings(), files.variables())
        : new FileLocation(Path.of(directory).toAbsolutePath());
  }

  private static JobPlace of(
      Settings settings, StatePlace state, JobSize size, ClassLoader jobClasses) {
    var name = settings.get(Keys.APP_NAME).orElse("local");
    return new JobPlace(
        new JobIdentity(name, "local", "", 0),
        state,
        size,
        () -> Foundations.inThisJvm(state.location()),
        Turn.NOW,
        jobClasses,
        new AtomicReference<>(JobStatus.starting(name, 0)));
  }

  private static StatePlace temporary(S3Access files) {
    var directory = temporaryDirectory();
    return new StatePlace(
        new TemporaryLocation(directory),
        files,
        directory,
        false,
        RETAINED,
        RestorePolicy.IF_PRESENT,
        Map.of());
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("sluice-job-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for the job's log", e);
    }
  }

  private static S3Access files(Settings settings) {
    return S3Access.of(settings, S3Access.NONE.settings(), S3Access.variablesOfThisJvm());
  }

  private static ClassLoader classesOfThisThread() {
    var classes = Thread.currentThread().getContextClassLoader();
    return classes == null ? LocalPlace.class.getClassLoader() : classes;
  }
}
