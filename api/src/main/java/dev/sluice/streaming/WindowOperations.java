package dev.sluice.streaming;

import static dev.sluice.graph.NodeInfo.here;

import dev.sluice.graph.Node;
import dev.sluice.graph.WindowedNode;
import java.time.Duration;

/**
 * Transformations over the records of the last batches.
 *
 * @param <T> type of the records
 * @param <S> the stream's own type
 */
abstract class WindowOperations<T, S extends WindowOperations<T, S>>
    extends NarrowOperations<T, S> {
  WindowOperations(StreamingContext context, Node node) {
    super(context, node);
  }

  /**
   * Gives in each batch the records of the last batches.
   *
   * @param windowDuration length of the window, a multiple of the stream's slide
   * @return the windowed stream, which slides with every batch
   */
  public final S window(Duration windowDuration) {
    return window(windowDuration, context().batchInterval());
  }

  /**
   * Gives the records of the last batches, every so often. Windows at the start that are not full
   * yet are given too.
   *
   * @param windowDuration length of the window, a multiple of the batch interval
   * @param slideDuration how often it is given, a multiple of the batch interval
   * @return the windowed stream
   */
  public final S window(Duration windowDuration, Duration slideDuration) {
    context().requireMultiple("window", windowDuration);
    context().requireMultiple("slide", slideDuration);
    return withNode(
        new WindowedNode.WindowNode(
            here("window"), node(), windowDuration.toMillis(), slideDuration.toMillis()));
  }
}
