package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.format.FileFormats;
import dev.sluice.format.OutputFormat;
import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.jdbc.JdbcSink;
import dev.sluice.rdd.RDDLike;

/**
 * What {@link DStream} and {@link PairDStream} have in common: a sequence of data sets, one a
 * batch. Immutable handles; every method adds to the context's graph and none runs anything before
 * {@link StreamingContext#start}. After that they throw {@link IllegalStateException}.
 *
 * @param <T> type of the records
 * @param <R> the data set's own type
 * @param <S> the stream's own type
 */
public abstract class DStreamLike<T, R extends RDDLike<T>, S extends DStreamLike<T, R, S>>
    extends TransformOperations<T, R, S> {
  DStreamLike(StreamingContext context, Node node) {
    super(context, node);
  }

  /** Prints the first 10 records of each batch on the driver's standard output. */
  public final void print() {
    print(10);
  }

  /**
   * Prints the first records of each batch on the driver's standard output.
   *
   * @param number how many
   */
  public final void print(int number) {
    context().addOutput(new Output.Print(here("print"), node(), number));
  }

  /**
   * Writes each batch as text files; see {@link #saveAsFiles}.
   *
   * @param prefix path or URI before the batch's time
   */
  public final void saveAsTextFiles(String prefix) {
    saveAsTextFiles(prefix, "");
  }

  /**
   * Writes each batch as text files, a line a record as its {@code toString} gives it; see {@link
   * #saveAsFiles}.
   *
   * @param prefix path or URI before the batch's time
   * @param suffix what follows the time after a dot; empty for nothing
   */
  public final void saveAsTextFiles(String prefix, String suffix) {
    files("saveAsTextFiles", prefix, suffix, FileFormats.anyAsText());
  }

  /**
   * Writes each batch as files of Sluice's own format; see {@link #saveAsFiles} and {@link
   * FileFormats#objects}.
   *
   * @param prefix path or URI before the batch's time
   */
  public final void saveAsObjectFiles(String prefix) {
    saveAsObjectFiles(prefix, "");
  }

  /**
   * Writes each batch as files of Sluice's own format, which say of each value what it is; {@code
   * SluiceContext.objectFile} and a file stream with {@link FileFormats#objects} read them.
   *
   * @param prefix path or URI before the batch's time
   * @param suffix what follows the time after a dot; empty for nothing
   */
  public final void saveAsObjectFiles(String prefix, String suffix) {
    files("saveAsObjectFiles", prefix, suffix, FileFormats.objects());
  }

  /**
   * Writes each batch to a directory {@code prefix-<milliseconds>.suffix}, a file a partition,
   * named {@code part-00000} and so on with the format's extension. The prefix is a path, a {@code
   * file:} URI or {@code s3://bucket/prefix}. A file appears whole; when a batch is run again after
   * a failure its files replace those that are there, with the same content. {@code _SUCCESS}
   * appears when the batch is complete: a reader that wants each record once waits for it.
   *
   * @param prefix path or URI before the batch's time
   * @param suffix what follows the time after a dot; empty for nothing
   * @param format how files are written; see {@link FileFormats}
   */
  public final void saveAsFiles(String prefix, String suffix, OutputFormat<? super T> format) {
    files("saveAsFiles", prefix, suffix, format);
  }

  /**
   * Writes each batch to a table of a database.
   *
   * @param sink where and how
   */
  public final void saveToJdbc(JdbcSink<? super T> sink) {
    @SuppressWarnings("unchecked") // the records of this stream are of type T
    var typed = (JdbcSink<Object>) sink;
    context()
        .addOutput(
            new Output.ForeachRdd(
                here("saveToJdbc"), node(), (rdd, time) -> typed.write(rdd, time)));
  }

  private void files(String operation, String prefix, String suffix, OutputFormat<?> format) {
    context().addOutput(new Output.SaveAsFiles(here(operation), node(), prefix, suffix, format));
  }
}
