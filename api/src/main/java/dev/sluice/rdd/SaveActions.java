package dev.sluice.rdd;

import dev.sluice.format.FileFormats;
import dev.sluice.format.OutputFormat;
import dev.sluice.graph.Node;
import dev.sluice.runtime.RddRunner;

/**
 * Actions that write files. Each writes a directory, a file a partition, named {@code part-00000}
 * and so on with the format's extension: the files appear when all are written, each one whole, in
 * place of those of that name, and then {@code _SUCCESS}. An action that fails shows nothing.
 *
 * @param <T> type of the records
 */
abstract class SaveActions<T> extends SynonymActions<T> {
  SaveActions(RddRunner runner, Node node) {
    super(runner, node);
  }

  /**
   * Writes text files, a line a record as its {@code toString} gives it.
   *
   * @param path path or URI of the directory
   */
  public final void saveAsTextFile(String path) {
    runner().save(node(), path, FileFormats.anyAsText());
  }

  /**
   * Writes files of Sluice's own format, which {@code SluiceContext.objectFile} reads.
   *
   * @param path path or URI of the directory
   */
  public final void saveAsObjectFile(String path) {
    runner().save(node(), path, FileFormats.objects());
  }

  /**
   * Writes files of a format.
   *
   * @param path path or URI of the directory
   * @param format how files are written; see {@link FileFormats}
   */
  public final void saveAsFiles(String path, OutputFormat<? super T> format) {
    runner().save(node(), path, format);
  }
}
