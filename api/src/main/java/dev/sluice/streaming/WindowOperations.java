package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.Tuple2;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.graph.Node;
import dev.sluice.graph.Slides;
import dev.sluice.graph.WindowedNode;
import java.time.Duration;

/**
 * Transformations over the records of the last batches. A window at time <i>t</i> has the batches
 * in (<i>t</i> − window, <i>t</i>]; those at the start, which are not full yet, are given too. Both
 * durations must be multiples of the stream's {@link #slideDuration}; batches between two windows
 * are dropped when the slide is the longer one.
 *
 * @param <T> type of the records
 * @param <S> the stream's own type
 */
abstract class WindowOperations<T, S extends WindowOperations<T, S>> extends BatchOperations<T, S> {
  WindowOperations(StreamingContext context, Node node) {
    super(context, node);
  }

  /**
   * Gives in each batch the records of the last batches.
   *
   * @param windowDuration length of the window
   * @return the windowed stream, which has the slide of this one
   */
  public final S window(Duration windowDuration) {
    return window(windowDuration, slideDuration());
  }

  /**
   * Gives the records of the last batches, every so often.
   *
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @return the windowed stream
   */
  public final S window(Duration windowDuration, Duration slideDuration) {
    requireWindow("window", windowDuration, slideDuration);
    return withNode(
        new WindowedNode.WindowNode(
            here("window"), node(), windowDuration.toMillis(), slideDuration.toMillis()));
  }

  /**
   * Reduces the records of a sliding window to one.
   *
   * @param function associative and commutative
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @return a stream of one record a window, none for an empty one
   */
  public final DStream<T> reduceByWindow(
      Function2<T, T, T> function, Duration windowDuration, Duration slideDuration) {
    requireWindow("reduceByWindow", windowDuration, slideDuration);
    var window = reduce(function).window(windowDuration, slideDuration);
    return window.reduce(function).withStateOf(window.node());
  }

  /**
   * Reduces the records of a sliding window to one, from that of the window before: new batches are
   * added and old ones taken out. Needs a checkpoint directory. From the first record on there is
   * one record a window.
   *
   * @param function associative and commutative; may change its first argument only
   * @param inverse takes its second argument out of its first one, so that {@code
   *     inverse(function(x, y), y)} is {@code x}; may change its first argument only
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @return a stream of one record a window
   */
  public final DStream<T> reduceByWindow(
      Function2<T, T, T> function,
      Function2<T, T, T> inverse,
      Duration windowDuration,
      Duration slideDuration) {
    requireWindow("reduceByWindow", windowDuration, slideDuration);
    var window =
        mapToPair(record -> Tuple2.of(1, record))
            .reduceByKeyAndWindow(
                function, inverse, windowDuration, slideDuration, 1, pair -> true);
    return window.map(Tuple2::_2).withStateOf(window.node());
  }

  /**
   * Counts the records of a sliding window. Needs a checkpoint directory.
   *
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @return a stream of one record a window, 0 for an empty one; none before the first record
   */
  public final DStream<Long> countByWindow(Duration windowDuration, Duration slideDuration) {
    requireWindow("countByWindow", windowDuration, slideDuration);
    return map(record -> 1L)
        .reduceByWindow(Long::sum, (sum, old) -> sum - old, windowDuration, slideDuration);
  }

  /**
   * Counts how often each record occurs in a sliding window. Needs a checkpoint directory.
   *
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @return a stream of the records of the window with their counts
   */
  public final PairDStream<T, Long> countByValueAndWindow(
      Duration windowDuration, Duration slideDuration) {
    return countByValueAndWindow(windowDuration, slideDuration, 0);
  }

  /**
   * Counts how often each record occurs in a sliding window. Needs a checkpoint directory.
   *
   * @param windowDuration length of the window
   * @param slideDuration how often it is given
   * @param numPartitions number of partitions of the result; 0 for the default parallelism
   * @return a stream of the records of the window with their counts
   */
  public final PairDStream<T, Long> countByValueAndWindow(
      Duration windowDuration, Duration slideDuration, int numPartitions) {
    requireWindow("countByValueAndWindow", windowDuration, slideDuration);
    Function<Tuple2<T, Long>, Boolean> occurs = pair -> pair._2() != 0;
    return mapToPair(record -> Tuple2.of(record, 1L))
        .reduceByKeyAndWindow(
            Long::sum,
            (sum, old) -> sum - old,
            windowDuration,
            slideDuration,
            numPartitions,
            occurs);
  }

  final void requireWindow(String operation, Duration windowDuration, Duration slideDuration) {
    Slides.requireMultiples(
        operation, windowDuration.toMillis(), slideDuration.toMillis(), slideMillis());
  }

  /** Lets a uid of this stream name the state of an inner node of the same operation. */
  final S withStateOf(Node inner) {
    node().info().alsoNames(inner.info());
    return withNode(node());
  }
}
