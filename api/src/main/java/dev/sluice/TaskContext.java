package dev.sluice;

import org.jspecify.annotations.Nullable;

/**
 * Where a function of an action runs, such as that of {@code foreachPartition}. With the batch's
 * time it names what the function is given: a partition that is computed again after a failure has
 * the same number and the same records.
 *
 * @param partitionId number of the partition, unique in the data set; not always from 0
 */
public record TaskContext(long partitionId) {
  private static final ThreadLocal<@Nullable TaskContext> CURRENT = new ThreadLocal<>();

  /**
   * Gives the context of the function that calls.
   *
   * @return the context
   * @throws IllegalStateException if the calling thread runs no function of an action
   */
  public static TaskContext get() {
    var current = CURRENT.get();
    if (current == null) {
      throw new IllegalStateException(
          "there is a TaskContext only inside of a function of an action, such as that of foreachPartition");
    }
    return current;
  }

  /**
   * Sets the context of the calling thread; for the engine.
   *
   * @param context the context, or null for none
   */
  public static void set(@Nullable TaskContext context) {
    if (context == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(context);
    }
  }
}
