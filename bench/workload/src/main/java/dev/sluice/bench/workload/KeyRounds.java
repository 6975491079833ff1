package dev.sluice.bench.workload;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keys whose counts are known in each batch, though the job is killed and comes back: the first
 * batch has all of them, each later one the next thousandth. A line a batch in a file tells its
 * time, when its output was there, and how many counts were not as they have to be.
 */
public final class KeyRounds implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int PARTS = 1_000;

  private final String directory;
  private final int intervalMillis;
  private final long size;

  /**
   * Begins or goes on, if the directory has the time of a first batch.
   *
   * @param directory for the time of the first batch and the lines
   * @param intervalMillis from one batch to the next
   */
  public KeyRounds(Path directory, int intervalMillis) {
    this.directory = directory.toString();
    this.intervalMillis = intervalMillis;
    this.size = Options.number("keys", 1_000_000) / PARTS;
  }

  /** Returns the first key of the batch of a time. */
  public long from(long timeMillis) {
    var batch = batchOf(timeMillis);
    return batch == 0 ? 0 : batch % PARTS * size;
  }

  /** Returns the key after the last one of the batch of a time. */
  public long until(long timeMillis) {
    return from(timeMillis) + keysOf(batchOf(timeMillis));
  }

  /** Returns what the count of each key of a batch must be after it. */
  public long expected(long timeMillis) {
    var batch = batchOf(timeMillis);
    var round = batch / PARTS;
    return batch == 0 ? 1 : 2 + round - (batch % PARTS == 0 ? 1 : 0);
  }

  /**
   * Writes the line of a batch.
   *
   * @param right how many keys had the count that they must have
   */
  public void tell(long timeMillis, long right) {
    var wrong = keysOf(batchOf(timeMillis)) - right;
    append("batches", "%d %d %d%n".formatted(timeMillis, System.currentTimeMillis(), wrong));
  }

  private long keysOf(long batch) {
    return batch == 0 ? PARTS * size : size;
  }

  private long batchOf(long timeMillis) {
    var file = Path.of(directory, "first");
    try {
      if (!Files.exists(file)) {
        append("first", Long.toString(timeMillis));
      }
      return (timeMillis - Long.parseLong(Files.readString(file))) / intervalMillis;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String name, String text) {
    try {
      Files.writeString(
          Path.of(directory, name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
