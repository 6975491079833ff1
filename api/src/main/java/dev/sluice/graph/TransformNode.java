package dev.sluice.graph;

import dev.sluice.rdd.RDDLike;
import dev.sluice.streaming.Time;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transformation whose graph is made anew for each batch, by a function of the program that is
 * called on the driver.
 *
 * @param info what the node is called
 * @param parents the streams whose data sets the function gets, at least one
 * @param body the program's function
 */
public record TransformNode(NodeInfo info, List<Node> parents, Body body) implements Node {
  /** Copies the list. */
  public TransformNode {
    parents = List.copyOf(parents);
  }

  /**
   * Checks that all streams have a data set in the same batches.
   *
   * @param batchMillis the batch interval in milliseconds
   * @return this
   * @throws IllegalArgumentException if they slide differently
   */
  public TransformNode requireSameSlide(long batchMillis) {
    var first = Slides.slideMillis(parents.get(0), batchMillis);
    for (var parent : parents) {
      var slide = Slides.slideMillis(parent, batchMillis);
      if (slide != first) {
        throw new IllegalArgumentException(
            "%s needs streams of the same slide duration: %s has %d ms and %s has %d ms"
                .formatted(info.operation(), parents.get(0).info(), first, parent.info(), slide));
      }
    }
    return this;
  }

  /** The program's function, called on the driver; never shipped to executors. */
  @FunctionalInterface
  public interface Body {
    /**
     * Makes the data set of one batch.
     *
     * @param batch the parents' data of the batch, in order
     * @param time the batch's time
     * @return the data set, or null, which is an error of the program
     * @throws Exception any failure, with which the job ends
     */
    @Nullable RDDLike<?> call(List<Node> batch, Time time) throws Exception;

    /** {@return whether a batch in which a parent has no data set ends the job} */
    default boolean needsEveryParent() {
      return true;
    }
  }
}
