package dev.sluice.worker.launch;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * Where a local run keeps everything: the store's objects, logs, certificates. One run at a time
 * holds it. Not thread-safe.
 */
final class StateDirectory implements AutoCloseable {
  private static final String MARKER = "run.json";
  private static final String LOCK = "lock";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final FileChannel lock;
  private final RunRecord previous;

  private StateDirectory(Path root, FileChannel lock, RunRecord previous) {
    this.root = root;
    this.lock = lock;
    this.previous = previous;
  }

  /**
   * What the directory remembers of its job.
   *
   * @param job the job's name
   * @param uid the job's uid, the same in all runs that resume each other
   * @param epoch the highest epoch given to a driver
   */
  record RunRecord(String job, String uid, long epoch) {}

  /**
   * Takes the directory, for a clean start or to resume.
   *
   * @param root made if absent
   * @param job the job's name
   * @param resume whether what is there is kept; else it is deleted
   * @throws LaunchException if another run holds it, or it holds something else
   */
  static StateDirectory open(Path root, String job, boolean resume) {
    try {
      requireOurs(root, resume);
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var lock = lock(root);
      try {
        return take(root, lock, job, resume);
      } catch (RuntimeException | IOException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LaunchException(
          ExitCode.BAD_CONFIGURATION,
          "the state directory %s can't be used (%s): choose another one with --state"
              .formatted(root, e),
          e);
    }
  }

  private static StateDirectory take(Path root, FileChannel lock, String job, boolean resume)
      throws IOException {
    var fresh = new RunRecord(job, UUID.randomUUID().toString(), 0);
    if (!resume) {
      TemporaryDirectory.deleteContents(root, root.resolve(LOCK));
    }
    var record = resume ? readRecord(root) : fresh;
    if (!record.job().equals(job)) {
      throw new LaunchException(
          ExitCode.BAD_CONFIGURATION,
          "%s holds the state of job '%s', not of '%s': choose another directory with --state, or start without --resume"
              .formatted(root, record.job(), job));
    }
    var state = new StateDirectory(root, lock, record);
    state.remember(record.epoch());
    Files.createDirectories(state.logs());
    Files.createDirectories(state.store());
    return state;
  }

  private static void requireOurs(Path root, boolean resume) throws IOException {
    var known = Files.exists(root.resolve(MARKER));
    if (resume && !known) {
      throw new LaunchException(
          ExitCode.NO_RESTORE_POINT,
          "nothing to resume in %s: run once without --resume, or name the directory with --state"
              .formatted(root));
    }
    if (!known && Files.exists(root) && !isEmpty(root)) {
      throw new LaunchException(
          ExitCode.BAD_CONFIGURATION,
          "%s is not empty and was not made by `sluice run`: choose another directory with --state"
              .formatted(root));
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.allMatch(entry -> entry.getFileName().toString().equals(LOCK));
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    var channel =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // held by this JVM: the same answer
    }
    channel.close();
    throw new LaunchException(
        ExitCode.UNAVAILABLE,
        "another `sluice run` uses %s: wait for it, or choose another directory with --state"
            .formatted(root));
  }

  private static RunRecord readRecord(Path root) throws IOException {
    var json = JSON.readTree(root.resolve(MARKER).toFile());
    return new RunRecord(
        json.path("job").asText(), json.path("uid").asText(), json.path("epoch").asLong());
  }

  /** Notes the epoch of a driver before it is started. */
  void remember(long epoch) {
    var json =
        JSON.createObjectNode()
            .put("job", previous.job())
            .put("uid", previous.uid())
            .put("epoch", epoch);
    try {
      var file = Files.writeString(root.resolve(MARKER + ".new"), json.toPrettyString() + "\n");
      Files.move(file, root.resolve(MARKER), ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + root.resolve(MARKER), e);
    }
  }

  /** {@return what the directory knew when it was taken} */
  RunRecord previous() {
    return previous;
  }

  Path root() {
    return root;
  }

  Path logs() {
    return root.resolve("logs");
  }

  Path store() {
    return root.resolve("store");
  }

  Path tls() {
    return root.resolve("tls");
  }

  Path manifest() {
    return root.resolve("streamingjob.json");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release " + root, e);
    }
  }
}
