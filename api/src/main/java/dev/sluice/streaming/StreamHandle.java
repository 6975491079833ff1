package dev.sluice.streaming;

import dev.sluice.StorageLevel;
import dev.sluice.graph.Node;
import dev.sluice.graph.Slides;
import java.time.Duration;
import java.util.List;

/**
 * A vertex of the graph in the hands of the program.
 *
 * @param <T> type of the records
 * @param <S> the stream's own type
 */
abstract class StreamHandle<T, S extends StreamHandle<T, S>> {
  private final StreamingContext context;
  private final Node node;

  StreamHandle(StreamingContext context, Node node) {
    this.context = context;
    this.node = node;
    context.requireOpen("add a stream");
  }

  abstract S withNode(Node next);

  /** {@return the vertex of the graph behind this stream; for engines} */
  public final Node node() {
    return node;
  }

  /** {@return the context that the stream belongs to} */
  public final StreamingContext context() {
    return context;
  }

  /** {@return how often the stream has a data set, a multiple of the batch interval} */
  public final Duration slideDuration() {
    return Duration.ofMillis(slideMillis());
  }

  final long slideMillis() {
    return Slides.slideMillis(node, context.batchInterval().toMillis());
  }

  /**
   * Names the last operation. State and checkpoints are addressed by this name, so a named operator
   * keeps its state when the program around it changes.
   *
   * @param uid 1 to 63 letters, digits, dots, underscores or hyphens; unique in the job
   * @return this stream
   */
  public S uid(String uid) {
    context.requireOpen("name a stream");
    node.info().setUid(uid);
    return withNode(node);
  }

  /**
   * Keeps the batches of this stream on the executors for as long as they are remembered, so that
   * {@code slice} finds them. A stream that several others read is computed once a batch without
   * this.
   *
   * @param level where; batches are kept in memory, as objects, on one executor whatever it says
   * @return this stream
   */
  public final S persist(StorageLevel level) {
    context.requireOpen("persist a stream");
    node.info().setStorageLevel(level);
    return withNode(node);
  }

  /** {@return this stream, its batches kept as by {@link #persist(StorageLevel)}} */
  public final S persist() {
    return persist(StorageLevel.MEMORY_ONLY_SER);
  }

  /** {@return this stream, its batches kept as by {@link #persist(StorageLevel)}} */
  public final S cache() {
    return persist();
  }

  /**
   * Has no effect: state is in every checkpoint of the job, and the period is the job's. Kept so
   * that Spark programs compile.
   *
   * @param interval how often, positive
   * @return this stream
   */
  public final S checkpoint(Duration interval) {
    if (interval.toMillis() <= 0) {
      throw new IllegalArgumentException("the checkpoint interval must be positive: " + interval);
    }
    return withNode(node);
  }

  /** The data sets between two times, both included. */
  final List<Node> sliceNodes(Time from, Time to) {
    if (context.getState() == StreamingContextState.INITIALIZED) {
      throw new IllegalStateException(
          "%s has not been initialized: slice() can be called after start()"
              .formatted(node.info()));
    }
    return context.job().slice(node, from.milliseconds(), to.milliseconds());
  }

  /** Checks that two streams can be put together batch by batch. */
  final void requireSameSlide(String operation, StreamHandle<?, ?> other) {
    if (other.context != context) {
      throw new IllegalArgumentException(operation + " needs streams of one context");
    }
    if (other.slideMillis() != slideMillis()) {
      throw new IllegalArgumentException(
          "%s needs streams with the same slide duration, but one slides by %d ms and the other by %d ms: give the first one a window with the other's slide"
              .formatted(operation, slideMillis(), other.slideMillis()));
    }
  }
}
