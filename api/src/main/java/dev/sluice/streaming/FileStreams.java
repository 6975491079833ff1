package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.format.FileFormats;
import dev.sluice.format.InputFormat;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import org.jspecify.annotations.Nullable;

/**
 * Streams of the files that appear in a directory.
 *
 * <p>The directory is a path, a {@code file:} URI or {@code s3://bucket/prefix} ({@code s3a} is the
 * same), and is the same for all processes of the job. Its segments may have the wildcards {@code
 * *}, {@code ?}, {@code [abc]} and {@code {a,b}}; then every directory that matches is listed.
 * Directories in it are not descended into.
 *
 * <p>A file belongs to the first batch whose time is not before its modification, and is read once.
 * It must be whole when it appears: write it elsewhere in the same file system and rename it into
 * the directory, within {@code streaming.fileStream.minRememberDuration} (60 s) of its last
 * modification; an object in S3 always appears whole. A file that is gone when it is to be read
 * counts as empty, with a warning. A job that goes on from a checkpoint neither repeats nor loses
 * files.
 */
abstract class FileStreams {
  abstract void addSource(Node source);

  abstract StreamingContext self();

  /**
   * Makes a stream of the lines of the text files that appear in a directory: UTF-8, {@code .gz} is
   * decompressed. Names that begin with a dot are left out, and so are files modified before this
   * call.
   *
   * @param directory path or URI, maybe with wildcards
   * @return the stream of lines
   */
  public DStream<String> textFileStream(String directory) {
    return files("textFileStream", directory, FileFormats.text(), null, true);
  }

  /**
   * Makes a stream of the fixed-length records of the files that appear in a directory.
   *
   * @param directory path or URI, maybe with wildcards
   * @param recordLength length of a record in bytes, positive
   * @return the stream of records
   */
  public DStream<byte[]> binaryRecordsStream(String directory, int recordLength) {
    var format = FileFormats.binaryRecords(recordLength);
    return files("binaryRecordsStream", directory, format, null, true);
  }

  /**
   * Makes a stream of the records of the files that appear in a directory. Names that begin with a
   * dot are left out, and so are files modified before this call.
   *
   * @param directory path or URI, maybe with wildcards
   * @param format how files are read; see {@link FileFormats}
   * @param <T> type of the records
   * @return the stream of records
   */
  public <T> DStream<T> fileStream(String directory, InputFormat<T> format) {
    return files("fileStream", directory, format, null, true);
  }

  /**
   * Makes a stream of the records of the files that appear in a directory.
   *
   * @param directory path or URI, maybe with wildcards
   * @param format how files are read; see {@link FileFormats}
   * @param filter takes the absolute path or URI of a file and says whether it belongs to the
   *     stream; called on the driver, for every file in every batch
   * @param newFilesOnly whether files modified before this call are left out; {@code false} takes
   *     what is there in the first batch, however old it is
   * @param <T> type of the records
   * @return the stream of records
   */
  public <T> DStream<T> fileStream(
      String directory,
      InputFormat<T> format,
      Function<String, Boolean> filter,
      boolean newFilesOnly) {
    return files("fileStream", directory, format, filter, newFilesOnly);
  }

  private <T> DStream<T> files(
      String operation,
      String directory,
      InputFormat<T> format,
      @Nullable Function<String, Boolean> filter,
      boolean newFilesOnly) {
    var node =
        new SourceNode.FileSource(
            here(operation), directory, format, filter, newFilesOnly, System.currentTimeMillis());
    addSource(node);
    return new DStream<>(self(), node);
  }
}
