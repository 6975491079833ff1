package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.StorageLevel;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.TransformNode;
import dev.sluice.graph.UnionNode;
import dev.sluice.rdd.RDD;
import dev.sluice.receiver.HttpTextReceiver;
import dev.sluice.receiver.ListeningTextReceiver;
import dev.sluice.receiver.RawSocketReceiver;
import dev.sluice.receiver.Receiver;
import dev.sluice.receiver.ShardedReceiver;
import dev.sluice.receiver.SocketReceiver;
import dev.sluice.receiver.SocketTextReceiver;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The input streams that a context can make. */
abstract class InputStreams extends FileStreams {
  private static final int MOST_RECEIVERS = 16;

  /**
   * Makes a stream of the lines that a TCP server sends.
   *
   * @param host host name or address to connect to
   * @param port TCP port
   * @return the stream of lines, without their ends
   */
  public DStream<String> socketTextStream(String host, int port) {
    return socketTextStream(host, port, StorageLevel.MEMORY_AND_DISK_SER_2);
  }

  /**
   * Makes a stream of the lines that a TCP server sends.
   *
   * @param host host name or address to connect to
   * @param port TCP port
   * @param storageLevel where the blocks are kept
   * @return the stream of lines, without their ends
   */
  public DStream<String> socketTextStream(String host, int port, StorageLevel storageLevel) {
    return source(
        new SourceNode.ReceiverSource(
            here("socketTextStream"), new SocketTextReceiver(host, port, storageLevel)));
  }

  /**
   * Makes a stream of the records that a TCP server sends, cut by a function.
   *
   * @param host host name or address to connect to
   * @param port TCP port
   * @param converter gives the records of a connection, reading as they are asked for; called on
   *     the worker, once a connection
   * @param storageLevel where the blocks are kept
   * @param <T> type of the records
   * @return the stream
   */
  public <T> DStream<T> socketStream(
      String host,
      int port,
      dev.sluice.function.Function<InputStream, Iterable<T>> converter,
      StorageLevel storageLevel) {
    return source(
        new SourceNode.ReceiverSource(
            here("socketStream"), new SocketReceiver<>(host, port, converter, storageLevel)));
  }

  /**
   * Makes a stream of the blocks that a TCP server sends, kept on two workers; see {@link
   * RawSocketReceiver} for their form.
   *
   * @param host host name or address to connect to
   * @param port TCP port
   * @param <T> type of the records
   * @return the stream
   */
  public <T> DStream<T> rawSocketStream(String host, int port) {
    return rawSocketStream(host, port, StorageLevel.MEMORY_AND_DISK_SER_2);
  }

  /**
   * Makes a stream of the blocks that a TCP server sends; see {@link RawSocketReceiver} for their
   * form.
   *
   * @param host host name or address to connect to
   * @param port TCP port
   * @param storageLevel where the blocks are kept
   * @param <T> type of the records
   * @return the stream
   */
  public <T> DStream<T> rawSocketStream(String host, int port, StorageLevel storageLevel) {
    return source(
        new SourceNode.ReceiverSource(
            here("rawSocketStream"), new RawSocketReceiver<T>(host, port, storageLevel)));
  }

  /**
   * Makes a stream of the lines that peers send to the receiver workers, which all listen on one
   * TCP port: as many receivers as there are workers, 16 at the most. See {@link
   * ListeningTextReceiver} for what is lost with a worker.
   *
   * @param port TCP port
   * @return the stream of lines, without their ends
   */
  public DStream<String> listenTextStream(int port) {
    return listenTextStream(port, MOST_RECEIVERS, StorageLevel.MEMORY_AND_DISK_SER_2);
  }

  /**
   * Makes a stream of the lines that peers send to the receiver workers, which all listen on one
   * TCP port.
   *
   * @param port TCP port
   * @param mostReceivers how many workers listen at the most
   * @param storageLevel where the blocks are kept
   * @return the stream of lines, without their ends
   */
  public DStream<String> listenTextStream(int port, int mostReceivers, StorageLevel storageLevel) {
    return shards(
        here("listenTextStream"), new ListeningTextReceiver(port, mostReceivers, storageLevel));
  }

  /**
   * Makes a stream of the lines that peers post by HTTP to the receiver workers, which all listen
   * on one port: as many receivers as there are workers, 16 at the most. A post is answered when
   * its lines are on two workers; see {@link HttpTextReceiver}.
   *
   * @param port TCP port
   * @return the stream of lines, without their ends
   */
  public DStream<String> httpTextStream(int port) {
    return httpTextStream(port, MOST_RECEIVERS, StorageLevel.MEMORY_AND_DISK_SER_2);
  }

  /**
   * Makes a stream of the lines that peers post by HTTP to the receiver workers, which all listen
   * on one port.
   *
   * @param port TCP port
   * @param mostReceivers how many workers listen at the most
   * @param storageLevel where the blocks are kept
   * @return the stream of lines, without their ends
   */
  public DStream<String> httpTextStream(int port, int mostReceivers, StorageLevel storageLevel) {
    return shards(here("httpTextStream"), new HttpTextReceiver(port, mostReceivers, storageLevel));
  }

  /**
   * Makes a stream of what a receiver stores; of a {@link ShardedReceiver} what all its shards
   * store.
   *
   * @param receiver the receiver
   * @param <T> type of its records
   * @return the stream
   */
  public <T> DStream<T> receiverStream(Receiver<T> receiver) {
    return receiver instanceof ShardedReceiver<T> sharded
        ? shards(here("receiverStream"), sharded)
        : source(new SourceNode.ReceiverSource(here("receiverStream"), receiver));
  }

  private <T> DStream<T> shards(NodeInfo info, ShardedReceiver<T> receiver) {
    var nodes = new ArrayList<Node>();
    for (var index = 0; index < receiver.shardCount(); index++) {
      var node = new SourceNode.ReceiverSource(info.again(), receiver.shard(index));
      addSource(node);
      nodes.add(node);
    }
    return new DStream<>(self(), new UnionNode(info, nodes));
  }

  /**
   * Makes a stream of the lists in a queue, one a batch; for tests.
   *
   * @param queue the queue, which may be added to while the job runs if it is thread-safe
   * @param <T> type of the records
   * @return the stream
   */
  public <T> DStream<T> queueStream(Queue<List<T>> queue) {
    return queueStream(queue, true);
  }

  /**
   * Makes a stream of the lists in a queue; for tests.
   *
   * @param queue the queue, which may be added to while the job runs if it is thread-safe
   * @param oneAtATime whether a batch takes one list, or all that are there
   * @param <T> type of the records
   * @return the stream
   */
  public <T> DStream<T> queueStream(Queue<List<T>> queue, boolean oneAtATime) {
    return queueStream(queue, oneAtATime, List.of());
  }

  /**
   * Makes a stream of the lists in a queue; for tests.
   *
   * @param queue the queue, which may be added to while the job runs if it is thread-safe
   * @param oneAtATime whether a batch takes one list, or all that are there
   * @param whenEmpty what a batch takes when the queue is empty; {@code null} if the stream then
   *     has no data set in the batch. With an empty queue it makes a stream that is the same in
   *     every batch
   * @param <T> type of the records
   * @return the stream
   */
  public <T> DStream<T> queueStream(
      Queue<List<T>> queue, boolean oneAtATime, @Nullable List<T> whenEmpty) {
    return source(new SourceNode.QueueSource(here("queueStream"), queue, oneAtATime, whenEmpty));
  }

  /**
   * Makes a stream of the data sets in a queue, one a batch; for tests. They are made with {@link
   * StreamingContext#sparkContext}, before or after the start.
   *
   * @param queue the queue, which may be added to while the job runs if it is thread-safe
   * @param <T> type of the records
   * @param <Q> type of the queue
   * @return the stream
   */
  public <T, Q extends Iterable<RDD<T>> & Queue<RDD<T>>> DStream<T> queueStream(Q queue) {
    return queueStream(queue, true);
  }

  /**
   * Makes a stream of the data sets in a queue; for tests.
   *
   * @param queue the queue, which may be added to while the job runs if it is thread-safe
   * @param oneAtATime whether a batch takes one data set, or all that are there
   * @param <T> type of the records
   * @param <Q> type of the queue
   * @return the stream
   */
  public <T, Q extends Iterable<RDD<T>> & Queue<RDD<T>>> DStream<T> queueStream(
      Q queue, boolean oneAtATime) {
    return rdds(queue, oneAtATime, List.of(), null);
  }

  /**
   * Makes a stream of the data sets in a queue; for tests.
   *
   * @param queue the queue, which may be added to while the job runs if it is thread-safe
   * @param oneAtATime whether a batch takes one data set, or all that are there
   * @param whenEmpty what a batch takes when the queue is empty; {@code null} if the stream then
   *     has no data set in the batch
   * @param <T> type of the records
   * @param <Q> type of the queue
   * @return the stream
   */
  public <T, Q extends Iterable<RDD<T>> & Queue<RDD<T>>> DStream<T> queueStream(
      Q queue, boolean oneAtATime, @Nullable RDD<T> whenEmpty) {
    return rdds(queue, oneAtATime, null, whenEmpty);
  }

  private <T> DStream<T> rdds(
      Queue<RDD<T>> queue,
      boolean oneAtATime,
      @Nullable List<Long> none,
      @Nullable RDD<T> whenEmpty) {
    var rdds = new RddQueue<>(queue);
    var last = whenEmpty == null ? none : rdds.ticket(whenEmpty);
    var numbers = new SourceNode.QueueSource(here("queueStream"), rdds, oneAtATime, last);
    addSource(numbers);
    var body = rdds.body(self().runner());
    return new DStream<>(self(), new TransformNode(here("queueStream"), List.of(numbers), body));
  }

  /**
   * Makes a stream whose batches follow from their time; for tests, and for data that is the same
   * in every batch. Unlike a queue it can be recovered from a checkpoint.
   *
   * @param lists called on the driver with the time of each batch, once more when the batch is
   *     computed again; must give the same list then, and return at once. {@code null} means that
   *     the stream has no data set in this batch
   * @param numSlices number of partitions of each batch
   * @param <T> type of the records
   * @return the stream
   */
  public <T> DStream<T> generatedStream(Function<Time, @Nullable List<T>> lists, int numSlices) {
    if (numSlices < 1) {
      throw new IllegalArgumentException("numSlices must be positive: " + numSlices);
    }
    return source(
        new SourceNode.GeneratedSource(
            here("generatedStream"), millis -> lists.apply(new Time(millis)), numSlices));
  }

  private <T> DStream<T> source(Node node) {
    addSource(node);
    return new DStream<>(self(), node);
  }
}
