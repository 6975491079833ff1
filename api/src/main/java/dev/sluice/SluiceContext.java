package dev.sluice;

import dev.sluice.accumulator.AccumulatorV2;
import dev.sluice.accumulator.CollectionAccumulator;
import dev.sluice.accumulator.DoubleAccumulator;
import dev.sluice.accumulator.LongAccumulator;
import dev.sluice.broadcast.Broadcast;
import dev.sluice.format.FileFormats;
import dev.sluice.format.InputFormat;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.UnionNode;
import dev.sluice.rdd.DoubleRDD;
import dev.sluice.rdd.PairRDD;
import dev.sluice.rdd.RDD;
import dev.sluice.runtime.Engines;
import dev.sluice.runtime.LogLevel;
import dev.sluice.runtime.RddRunner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The entry to data sets: it makes them from lists and files. A cheap handle on a job, made by the
 * program, or got from {@code StreamingContext.sparkContext()} or from a data set; safe for use by
 * several threads.
 *
 * <p>Making a data set runs nothing. Actions ({@code collect}, {@code count}, …) can be called by
 * any thread of the driver, and block the caller until their tasks are done. The job's executors
 * run them once its streaming context is started; before that they run in the driver's JVM, and so
 * they do in a program that has no streaming context.
 */
public final class SluiceContext implements AutoCloseable {
  private static final int MOST_SLICES = 65_536;

  private final RddRunner runner;

  /**
   * Begins a job, which {@code new StreamingContext(context, interval)} may give streams.
   *
   * @param conf the job's configuration, copied
   */
  public SluiceContext(SluiceConf conf) {
    this(Engines.find().open(new SluiceConf(conf)));
  }

  /**
   * Begins a job.
   *
   * @param master where the job runs, such as {@code local[2]}; see {@link SluiceConf#setMaster}
   * @param appName name of the job
   */
  public SluiceContext(String master, String appName) {
    this(new SluiceConf().setMaster(master).setAppName(appName));
  }

  /**
   * Makes a handle; for engines.
   *
   * @param runner runs the actions
   */
  public SluiceContext(RddRunner runner) {
    this.runner = runner;
  }

  /**
   * Makes another handle on the same job, as Spark programs wrap a context.
   *
   * @param other the handle
   */
  public SluiceContext(SluiceContext other) {
    this(other.runner);
  }

  /**
   * Gives the same handle, so that Spark programs compile.
   *
   * @param context the handle, as from {@code rdd.context()}
   * @return the handle
   */
  public static SluiceContext fromSparkContext(SluiceContext context) {
    return context;
  }

  /** {@return what runs the actions; for engines} */
  public RddRunner runner() {
    return runner;
  }

  /** {@return a copy of the job's configuration} */
  public SluiceConf getConf() {
    return runner.job().conf();
  }

  /** Ends the job, with its streaming context if it has one; without effect when it has ended. */
  public void stop() {
    runner.job().stop(false);
  }

  /** Ends the job, as {@link #stop} does. */
  @Override
  public void close() {
    stop();
  }

  /** {@return this, so that Spark programs compile} */
  public SluiceContext sc() {
    return this;
  }

  /**
   * Makes a data set from a list, with as many partitions as the default parallelism.
   *
   * @param list the records, copied
   * @param <T> type of the records
   * @return the data set
   */
  public <T> RDD<T> parallelize(List<T> list) {
    return new RDD<>(
        runner, collection("parallelize", list, SourceNode.CollectionSource.DEFAULT_SLICES));
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
    return new RDD<>(runner, collection("parallelize", list, checked(numSlices)));
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
        runner, collection("parallelizePairs", list, SourceNode.CollectionSource.DEFAULT_SLICES));
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
    return new PairRDD<>(runner, collection("parallelizePairs", list, checked(numSlices)));
  }

  /**
   * Makes a data set of numbers from a list, with as many partitions as the default parallelism.
   *
   * @param list the numbers, copied
   * @return the data set
   */
  public DoubleRDD parallelizeDoubles(List<Double> list) {
    return new DoubleRDD(
        runner, collection("parallelizeDoubles", list, SourceNode.CollectionSource.DEFAULT_SLICES));
  }

  /**
   * Makes a data set of numbers from a list.
   *
   * @param list the numbers, copied; cut into contiguous partitions of about the same size
   * @param numSlices number of partitions, from 1 to 65536
   * @return the data set
   */
  public DoubleRDD parallelizeDoubles(List<Double> list, int numSlices) {
    return new DoubleRDD(runner, collection("parallelizeDoubles", list, checked(numSlices)));
  }

  /**
   * Makes a data set without records and without partitions.
   *
   * @param <T> type of the records
   * @return the data set
   */
  public <T> RDD<T> emptyRDD() {
    return new RDD<>(runner, collection("emptyRDD", List.of(), 0));
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
    return new RDD<>(runner, new SourceNode.DataFiles(operation, path, FileFormats.text(), least));
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
    return new RDD<>(runner, new SourceNode.DataFiles(NodeInfo.here(operation), path, format, 1));
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
    return new RDD<>(runner, unionOf(nodes));
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
    return new PairRDD<>(runner, unionOf(nodes));
  }

  /**
   * Puts data sets of numbers behind each other.
   *
   * @param rdds the data sets
   * @return the data set of the numbers of all
   */
  public DoubleRDD union(DoubleRDD... rdds) {
    return new DoubleRDD(runner, unionOf(Stream.of(rdds).<Node>map(DoubleRDD::node).toList()));
  }

  /**
   * Gives a value to every executor, once.
   *
   * @param value the value, serialisable and not changed any more
   * @param <T> its type
   * @return the handle, for functions to capture
   * @throws RuntimeException if the value is not serialisable, naming what in it is not
   */
  public <T> Broadcast<T> broadcast(T value) {
    return runner.shared().broadcast(value);
  }

  /** {@return an accumulator of whole numbers without a name, whose value ends with the driver} */
  public LongAccumulator longAccumulator() {
    var accumulator = new LongAccumulator();
    register(accumulator);
    return accumulator;
  }

  /**
   * Makes an accumulator of whole numbers.
   *
   * @param name the name that its value is found again by
   * @return the accumulator
   */
  public LongAccumulator longAccumulator(String name) {
    var accumulator = new LongAccumulator();
    register(accumulator, name);
    return accumulator;
  }

  /** {@return an accumulator of numbers without a name, whose value ends with the driver} */
  public DoubleAccumulator doubleAccumulator() {
    var accumulator = new DoubleAccumulator();
    register(accumulator);
    return accumulator;
  }

  /**
   * Makes an accumulator of numbers.
   *
   * @param name the name that its value is found again by
   * @return the accumulator
   */
  public DoubleAccumulator doubleAccumulator(String name) {
    var accumulator = new DoubleAccumulator();
    register(accumulator, name);
    return accumulator;
  }

  /**
   * Makes an accumulator that collects values, without a name.
   *
   * @param <T> type of the values
   * @return the accumulator, whose value ends with the driver
   */
  public <T> CollectionAccumulator<T> collectionAccumulator() {
    var accumulator = new CollectionAccumulator<T>();
    register(accumulator);
    return accumulator;
  }

  /**
   * Makes an accumulator that collects values.
   *
   * @param name the name that its value is found again by
   * @param <T> type of the values
   * @return the accumulator
   */
  public <T> CollectionAccumulator<T> collectionAccumulator(String name) {
    var accumulator = new CollectionAccumulator<T>();
    register(accumulator, name);
    return accumulator;
  }

  /**
   * Lets tasks add to an accumulator of the program's own.
   *
   * @param accumulator the accumulator, whose value ends with the driver
   */
  public void register(AccumulatorV2<?, ?> accumulator) {
    runner.shared().register(accumulator, null);
  }

  /**
   * Lets tasks add to an accumulator of the program's own.
   *
   * @param accumulator the accumulator
   * @param name the name that its value is found again by
   */
  public void register(AccumulatorV2<?, ?> accumulator, String name) {
    runner.shared().register(accumulator, name);
  }

  /**
   * Tells how many partitions there are where nobody says it.
   *
   * @return the number; before the start of a job that goes on from a checkpoint it is what the
   *     configuration says, afterwards what the job began with
   */
  public int defaultParallelism() {
    return runner.job().defaultParallelism();
  }

  /** {@return the name of the job} */
  public String appName() {
    return getConf().get("app.name", "local");
  }

  /**
   * Says how much the driver logs from now on, whatever was configured; in a job of one JVM that is
   * all of it.
   *
   * @param logLevel one of {@code ALL}, {@code TRACE}, {@code DEBUG}, {@code INFO}, {@code WARN},
   *     {@code ERROR}, {@code FATAL} and {@code OFF}
   * @throws IllegalArgumentException if it is none of these
   */
  public void setLogLevel(String logLevel) {
    runner.job().log(LogLevel.of(logLevel));
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
