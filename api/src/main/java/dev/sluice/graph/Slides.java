package dev.sluice.graph;

/** How often a stream has a data set; a pure function of the graph. */
public final class Slides {
  private Slides() {}

  /**
   * Gives the slide of a node: that of its inputs, which all have the same one, unless it is a
   * window.
   *
   * @param node the node
   * @param batchMillis the batch interval in milliseconds
   * @return its slide in milliseconds, a multiple of the batch interval
   */
  public static long slideMillis(Node node, long batchMillis) {
    var at = node;
    while (!at.parents().isEmpty()) {
      if (at instanceof WindowedNode window) {
        return window.slideMillis();
      }
      at = at.parents().get(0);
    }
    return batchMillis;
  }

  /**
   * Checks the durations of a window.
   *
   * @param operation the API's method, for the error
   * @param windowMillis length of the window in milliseconds
   * @param slideMillis how often it is given, in milliseconds
   * @param parentMillis the slide of its input in milliseconds
   * @throws IllegalArgumentException if one is no positive multiple of the input's slide
   */
  public static void requireMultiples(
      String operation, long windowMillis, long slideMillis, long parentMillis) {
    requireMultiple(operation, "window", windowMillis, parentMillis);
    requireMultiple(operation, "slide", slideMillis, parentMillis);
  }

  private static void requireMultiple(
      String operation, String what, long millis, long parentMillis) {
    if (millis <= 0 || millis % parentMillis != 0) {
      throw new IllegalArgumentException(
          "%s: the %s duration (%d ms) must be a multiple of the slide duration of the parent stream (%d ms): use %d ms, or change the parent's"
              .formatted(
                  operation, what, millis, parentMillis, nextMultiple(millis, parentMillis)));
    }
  }

  private static long nextMultiple(long millis, long step) {
    return Math.max(1, -Math.floorDiv(-millis, step)) * step;
  }
}
