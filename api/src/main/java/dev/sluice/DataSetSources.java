package dev.sluice;

import dev.sluice.format.FileFormats;
import dev.sluice.format.InputFormat;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.UnionNode;
import dev.sluice.rdd.DoubleRDD;
import dev.sluice.rdd.PairRDD;
import dev.sluice.rdd.RDD;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes data sets from lists, files and other data sets. */
abstract class DataSetSources extends SharedValues {
  private static final int MOST_SLICES = 65_536;

  /**
   * Makes a data set from a list, with as many partitions as the default parallelism.
   *
   * @param list the records, copied
   * @param <T> type of the records
   * @return the data set
   */
  public <T> RDD<T> parallelize(List<T> list) {
    return new RDD<>(
        runner(), collection("parallelize", list, SourceNode.CollectionSource.DEFAULT_SLICES));
  }

  /**
   * Makes a data set from a list.
   *
   * @param list the records, copied; cut into contiguous partitions of about the same size
   * @param numSlices number of partitions, from 1 to 65536
   * @param <T> type of the records
   * @return the data set
   */
  public <T> RDD<T> parallelize(List<T> list, int numSlices) {
    return new RDD<>(runner(), collection("parallelize", list, checked(numSlices)));
  }

  /**
   * Makes a data set of pairs from a list, with as many partitions as the default parallelism.
   *
   * @param list the pairs, copied
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the data set
   */
  public <K, V> PairRDD<K, V> parallelizePairs(List<Tuple2<K, V>> list) {
    return new PairRDD<>(
        runner(), collection("parallelizePairs", list, SourceNode.CollectionSource.DEFAULT_SLICES));
  }

  /**
   * Makes a data set of pairs from a list.
   *
   * @param list the pairs, copied; cut into contiguous partitions of about the same size
   * @param numSlices number of partitions, from 1 to 65536
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the data set
   */
  public <K, V> PairRDD<K, V> parallelizePairs(List<Tuple2<K, V>> list, int numSlices) {
    return new PairRDD<>(runner(), collection("parallelizePairs", list, checked(numSlices)));
  }

  /**
   * Makes a data set of numbers from a list, with as many partitions as the default parallelism.
   *
   * @param list the numbers, copied
   * @return the data set
   */
  public DoubleRDD parallelizeDoubles(List<Double> list) {
    return new DoubleRDD(
        runner(),
        collection("parallelizeDoubles", list, SourceNode.CollectionSource.DEFAULT_SLICES));
  }

  /**
   * Makes a data set of numbers from a list.
   *
   * @param list the numbers, copied; cut into contiguous partitions of about the same size
   * @param numSlices number of partitions, from 1 to 65536
   * @return the data set
   */
  public DoubleRDD parallelizeDoubles(List<Double> list, int numSlices) {
    return new DoubleRDD(runner(), collection("parallelizeDoubles", list, checked(numSlices)));
  }

  /**
   * Makes a data set without records and without partitions.
   *
   * @param <T> type of the records
   * @return the data set
   */
  public <T> RDD<T> emptyRDD() {
    return new RDD<>(runner(), collection("emptyRDD", List.of(), 0));
  }

  /**
   * Makes a data set of the lines of text files, one partition a file, or more for a large one.
   *
   * @param path path, {@code file:} or {@code s3:} URI of a file, or of a directory, whose files
   *     are read in order of their names, without those whose names begin with a dot; looked at by
   *     each action, and readable by every executor
   * @return the data set of lines, without their ends
   */
  public RDD<String> textFile(String path) {
    return files("textFile", path, FileFormats.text());
  }

  /**
   * Makes a data set of the lines of text files, in at least a number of partitions.
   *
   * @param path path or URI of a file, or of a directory as for {@link #textFile(String)}
   * @param minPartitions number of partitions that the files are cut into at the least, by their
   *     length; compressed files cannot be cut
   * @return the data set of lines, without their ends
   */
  public RDD<String> textFile(String path, int minPartitions) {
    var operation = NodeInfo.here("textFile");
    var least = checked(minPartitions);
    return new RDD<>(
        runner(), new SourceNode.DataFiles(operation, path, FileFormats.text(), least));
  }

  /**
   * Makes a data set of the records of files.
   *
   * @param path path or URI of a file, or of a directory as for {@link #textFile}
   * @param format how files are read; see {@link FileFormats}
   * @param <T> type of the records
   * @return the data set
   */
  public <T> RDD<T> files(String path, InputFormat<T> format) {
    return files("files", path, format);
  }

  /**
   * Makes a data set of text files as a whole.
   *
   * @param path path or URI of a file, or of a directory as for {@link #textFile}
   * @return pairs of a file's path and its text, read as UTF-8; each in the memory of a task
   */
  public PairRDD<String, String> wholeTextFiles(String path) {
    return files("wholeTextFiles", path, FileFormats.wholeFiles())
        .mapToPair(file -> Tuple2.of(file._1(), new String(file._2(), StandardCharsets.UTF_8)));
  }

  /**
   * Makes a data set of files as a whole.
   *
   * @param path path or URI of a file, or of a directory as for {@link #textFile}
   * @return pairs of a file's path and its bytes; each in the memory of a task
   */
  public PairRDD<String, byte[]> binaryFiles(String path) {
    return files("binaryFiles", path, FileFormats.wholeFiles()).mapToPair(file -> file);
  }

  /**
   * Makes a data set of the fixed-length records of files.
   *
   * @param path path or URI of a file, or of a directory as for {@link #textFile}
   * @param recordLength length of a record in bytes, positive
   * @return the data set
   */
  public RDD<byte[]> binaryRecords(String path, int recordLength) {
    return files("binaryRecords", path, FileFormats.binaryRecords(recordLength));
  }

  /**
   * Makes a data set of the records that {@code saveAsObjectFiles} wrote.
   *
   * @param path path or URI of a file, or of a directory as for {@link #textFile}
   * @param <T> type of the records, which the caller knows
   * @return the data set
   */
  public <T> RDD<T> objectFile(String path) {
    return files("objectFile", path, FileFormats.objects());
  }

  private <T> RDD<T> files(String operation, String path, InputFormat<T> format) {
    return new RDD<>(runner(), new SourceNode.DataFiles(NodeInfo.here(operation), path, format, 1));
  }

  /**
   * Puts data sets behind each other.
   *
   * @param rdds the data sets
   * @param <T> type of the records
   * @return the data set of the records of all
   */
  @SafeVarargs
  public final <T> RDD<T> union(RDD<T>... rdds) {
    var nodes = new ArrayList<Node>();
    for (var rdd : rdds) {
      nodes.add(rdd.node());
    }
    return new RDD<>(runner(), unionOf(nodes));
  }

  /**
   * Puts data sets of pairs behind each other.
   *
   * @param rdds the data sets
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return the data set of the pairs of all
   */
  @SafeVarargs
  public final <K, V> PairRDD<K, V> union(PairRDD<K, V>... rdds) {
    var nodes = new ArrayList<Node>();
    for (var rdd : rdds) {
      nodes.add(rdd.node());
    }
    return new PairRDD<>(runner(), unionOf(nodes));
  }

  /**
   * Puts data sets of numbers behind each other.
   *
   * @param rdds the data sets
   * @return the data set of the numbers of all
   */
  public DoubleRDD union(DoubleRDD... rdds) {
    return new DoubleRDD(runner(), unionOf(Stream.of(rdds).<Node>map(DoubleRDD::node).toList()));
  }

  private static UnionNode unionOf(List<Node> nodes) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("union needs at least one data set");
    }
    return new UnionNode(NodeInfo.here("union"), nodes);
  }

  private static SourceNode collection(String operation, List<?> list, int slices) {
    return new SourceNode.CollectionSource(NodeInfo.here(operation), new ArrayList<>(list), slices);
  }

  private static int checked(int partitions) {
    if (partitions < 1 || partitions > MOST_SLICES) {
      throw new IllegalArgumentException(
          "the number of partitions must be from 1 to 65536: " + partitions);
    }
    return partitions;
  }
}
