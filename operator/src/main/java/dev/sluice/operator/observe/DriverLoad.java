package dev.sluice.operator.observe;

import dev.sluice.operator.scale.LoadSample;
import java.util.Map;

/**
 * What a driver said of its load.
 *
 * @param sample the figures
 * @param unacknowledged blocks that are not stored yet, by the name of the receiver's pod
 */
public record DriverLoad(LoadSample sample, Map<String, Integer> unacknowledged) {
  /** Copies the map. */
  public DriverLoad {
    unacknowledged = Map.copyOf(unacknowledged);
  }
}
