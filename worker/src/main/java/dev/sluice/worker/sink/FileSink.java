package dev.sluice.worker.sink;

import dev.sluice.format.OutputFormat;
import dev.sluice.sink.SinkBatch;
import dev.sluice.sink.SinkPartition;
import dev.sluice.sink.TwoPhaseSink;
import dev.sluice.worker.storage.JobFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory a batch, a file a partition. Tasks write files that nobody sees; a commit shows them
 * by renaming, or by completing their uploads, and then makes {@code _SUCCESS}. Thread-safe; made
 * anew on every machine.
 */
public final class FileSink implements TwoPhaseSink<Object> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(FileSink.class);

  private final String prefix;
  private final String suffix;
  private final boolean ofBatches;
  private final OutputFormat<Object> format;
  private final transient JobFiles files;

  /**
   * Makes a sink.
   *
   * @param prefix path or URI before the batch's time
   * @param suffix what follows the time after a dot; may be empty
   * @param ofBatches whether there is a time in the directory's name
   */
  public FileSink(
      String prefix,
      String suffix,
      boolean ofBatches,
      OutputFormat<Object> format,
      JobFiles files) {
    this.ofBatches = ofBatches;
    this.prefix = prefix;
    this.suffix = suffix;
    this.format = format;
    this.files = files;
  }

  /** Returns path or URI of the directory of a batch. */
  public String directory(SinkBatch batch) {
    if (!ofBatches) {
      return prefix;
    }
    return prefix + "-" + batch.time().milliseconds() + (suffix.isEmpty() ? "" : "." + suffix);
  }

  @Override
  public String prepare(SinkPartition partition, Iterator<Object> records) throws IOException {
    var name = nameOf(partition.number()) + format.extension();
    var path = directory(partition.batch()) + "/" + name;
    try {
      var staged = files.stage(path, partition.attempt(), target -> write(records, target));
      return staged + "\t" + name;
    } catch (IOException e) {
      throw new IOException("cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  private void write(Iterator<Object> records, OutputStream target) throws IOException {
    var writer = format.open(target);
    while (records.hasNext()) {
      writer.write(records.next());
    }
    writer.finish();
  }

  /** The upper half of a number is the side of a union. */
  private static String nameOf(long number) {
    var branch = (int) (number >>> Integer.SIZE);
    var partition = (int) number;
    return branch == 0
        ? "part-%05d".formatted(partition)
        : "part-%d-%05d".formatted(branch, partition);
  }

  @Override
  public void commit(SinkBatch batch, List<String> prepared) throws IOException {
    var directory = directory(batch);
    var staged = new LinkedHashMap<String, String>();
    for (var text : prepared) {
      var tab = text.indexOf('\t');
      staged.put(directory + "/" + text.substring(tab + 1), text.substring(0, tab));
    }
    var gone = files.show(directory, staged);
    if (!gone.isEmpty()) {
      // Not to be told from a reader that was quick: whoever commits again must not stop at it.
      LOG.warn(
          "{} of {} files of {} were removed since they were written, {} first",
          gone.size(),
          staged.size(),
          directory,
          gone.get(0));
      if (gone.size() == staged.size()) {
        return;
      }
    }
    files.write(directory + "/_SUCCESS", target -> {});
  }

  @Override
  public void abort(SinkBatch batch) throws IOException {
    files.discard(directory(batch));
  }
}
