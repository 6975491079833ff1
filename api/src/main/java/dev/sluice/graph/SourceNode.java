package dev.sluice.graph;

import dev.sluice.format.InputFormat;
import dev.sluice.function.Function;
import dev.sluice.receiver.Receiver;
import java.util.List;
import java.util.Queue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Where records come from. */
public sealed interface SourceNode extends Node {
  /**
   * Records that receivers store.
   *
   * @param info what the node is called
   * @param receiver the user's receiver, serialised to the worker that runs it
   */
  record ReceiverSource(NodeInfo info, Receiver<?> receiver) implements SourceNode {}

  /**
   * The records of the files that appear in a directory.
   *
   * @param info what the node is called
   * @param directory path or URI of the directory, maybe with wildcards
   * @param format how files are read
   * @param filter takes the path of a file and says whether it belongs to the stream; called on the
   *     driver. {@code null} leaves out names that begin with a dot
   * @param newFilesOnly whether files that were there before the stream are left out
   * @param createdMillis when the stream was made; files modified up to then are not new
   */
  record FileSource(
      NodeInfo info,
      String directory,
      InputFormat<?> format,
      @Nullable Function<String, Boolean> filter,
      boolean newFilesOnly,
      long createdMillis)
      implements SourceNode {}

  /**
   * Data sets taken from a queue of the driver's JVM, for tests.
   *
   * @param info what the node is called
   * @param queue the queue; polled by the driver when a batch is cut
   * @param oneAtATime whether a batch takes one element, or all that are there
   * @param whenEmpty what a batch takes when the queue is empty; {@code null} if it then has no
   *     data set
   */
  record QueueSource(
      NodeInfo info,
      Queue<? extends List<?>> queue,
      boolean oneAtATime,
      @Nullable List<?> whenEmpty)
      implements SourceNode {}

  /**
   * Lists that follow from the time of the batch.
   *
   * @param info what the node is called
   * @param lists gives the list of a batch time in milliseconds since 1970, the same whenever it is
   *     asked; {@code null} if the stream has no data set at that time, which is not the same as an
   *     empty one
   * @param slices number of partitions, of which some may be empty
   */
  record GeneratedSource(NodeInfo info, LongFunction<@Nullable List<?>> lists, int slices)
      implements SourceNode {}

  /**
   * A list of the driver's JVM as a data set.
   *
   * @param info what the node is called
   * @param elements the records, no longer changed
   * @param slices number of partitions; {@link #DEFAULT_SLICES} for the default parallelism
   */
  record CollectionSource(NodeInfo info, List<?> elements, int slices) implements SourceNode {
    /** As many partitions as the default parallelism. */
    public static final int DEFAULT_SLICES = -1;
  }

  /**
   * The records of files as a data set.
   *
   * @param info what the node is called
   * @param path path or URI of a file or of a directory, maybe with wildcards
   * @param format how files are read
   * @param minPartitions number of parts that the files are cut into at the least, if they can be
   */
  record DataFiles(NodeInfo info, String path, InputFormat<?> format, int minPartitions)
      implements SourceNode {}

  /**
   * The data of a stream in one batch, kept on the executors while an output operation runs.
   *
   * @param info what the node is called
   * @param holdId what the executors keep it under
   * @param batchMillis the batch's time
   */
  record HeldBatch(NodeInfo info, String holdId, long batchMillis) implements SourceNode {}

  /**
   * The data of a stream in one batch, kept on the executors for as long as it is remembered.
   *
   * @param info what the node is called
   * @param holdId what the executors keep it under
   * @param batch the batch's index
   */
  record KeptBatch(NodeInfo info, String holdId, long batch) implements SourceNode {}

  /**
   * A data set that the program has persisted, kept on the executors.
   *
   * @param info what the node is called
   * @param holdId what the executors keep it under
   */
  record PersistedData(NodeInfo info, String holdId) implements SourceNode {}
}
