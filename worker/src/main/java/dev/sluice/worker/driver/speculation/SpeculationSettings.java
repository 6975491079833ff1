package dev.sluice.worker.driver.speculation;

import dev.sluice.worker.settings.Keys;
import dev.sluice.worker.settings.Settings;

/**
 * When a task is slow enough for a copy.
 *
 * @param enabled whether there are copies at all
 * @param intervalMillis from one look at the tasks that run to the next
 * @param multiplier how often the median of the tasks that are done a slow one has taken
 * @param quantile share of a batch's tasks that must be done before
 * @param minTaskRuntimeMillis no task is slow before
 */
public record SpeculationSettings(
    boolean enabled,
    long intervalMillis,
    double multiplier,
    double quantile,
    long minTaskRuntimeMillis) {
  /** What a configuration says. */
  public static SpeculationSettings of(Settings settings) {
    return new SpeculationSettings(
        settings.get(Keys.SPECULATION),
        settings.get(Keys.SPECULATION_INTERVAL),
        settings.get(Keys.SPECULATION_MULTIPLIER),
        settings.get(Keys.SPECULATION_QUANTILE),
        settings.get(Keys.SPECULATION_MIN_TASK_RUNTIME));
  }
}
