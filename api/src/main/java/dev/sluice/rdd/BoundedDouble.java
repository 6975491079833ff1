package dev.sluice.rdd;

/**
 * A number that is known to be between two bounds.
 *
 * @param mean the estimate
 * @param confidence the chance that the number is between the bounds, from 0 to 1
 * @param low the lower bound
 * @param high the upper bound
 */
public record BoundedDouble(double mean, double confidence, double low, double high) {
  static BoundedDouble exactly(double value) {
    return new BoundedDouble(value, 1, value, value);
  }

  @Override
  public String toString() {
    return "[%.3f, %.3f]".formatted(low, high);
  }
}
