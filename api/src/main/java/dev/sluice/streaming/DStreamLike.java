package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.format.FileFormats;
import dev.sluice.format.OutputFormat;
import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.rdd.RDDLike;
import dev.sluice.sink.Sink;

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
   * file:} URI or {@code s3://bucket/prefix}. The files appear when the batch is committed, each
   * one whole and once, whatever failed before; {@code _SUCCESS} follows when all are there.
   *
   * @param prefix path or URI before the batch's time
   * @param suffix what follows the time after a dot; empty for nothing
   * @param format how files are written; see {@link FileFormats}
   */
  public final void saveAsFiles(String prefix, String suffix, OutputFormat<? super T> format) {
    files("saveAsFiles", prefix, suffix, format);
  }

  /**
   * Writes each batch to a place of the program's own, or to a table of a database by {@code
   * JdbcSink}; see {@link Sink} for what it guarantees.
   *
   * @param sink where the records go
   */
  public final void saveTo(Sink<? super T> sink) {
    saveTo(sink, "saveTo-" + context().outputCount());
  }

  /**
   * Writes each batch to a place, as {@link #saveTo(Sink)}, under a name that stays the same when
   * the program around it changes: what was prepared and not yet committed when the job ended is
   * found by it.
   *
   * @param sink where the records go
   * @param uid 1 to 63 letters, digits, dots, underscores or hyphens; unique in the job
   */
  public final void saveTo(Sink<? super T> sink, String uid) {
    var info = here("saveTo");
    info.setUid(uid);
    context().addOutput(new Output.SaveTo(info, node(), uid, sink));
  }

  private void files(String operation, String prefix, String suffix, OutputFormat<?> format) {
    context().addOutput(new Output.SaveAsFiles(here(operation), node(), prefix, suffix, format));
  }
}
