package dev.sluice.worker.settings;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of one job, checked: every key is known or the job's own, every value can be
 * read. Immutable.
 */
public final class Settings {
  /** Keys with this prefix are the job's own. */
  public static final String FREE_PREFIX = "app.";

  private static final int LARGEST_DISTANCE = 8;

  private final Map<String, String> values;

  private Settings(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Checks a configuration.
   *
   * @param values texts by key
   * @throws ConfigurationException if a key is unknown, with the nearest one, or a value cannot be
   *     read
   */
  public static Settings of(Map<String, String> values) {
    for (String key : values.keySet()) {
      if (!key.startsWith(FREE_PREFIX) && !Keys.names().contains(key)) {
        throw new ConfigurationException(unknown(key));
      }
    }
    Settings settings = new Settings(values);
    Keys.ALL.forEach(settings::get);
    return settings;
  }

  /** Returns the value of a key, or its default. */
  public <T> T get(Setting<T> setting) {
    String given = values.get(setting.name());
    return setting.parse(given == null ? setting.defaultText() : given);
  }

  /** Returns the value of a key with a small number, or its default. */
  public int getInt(Setting<Long> setting) {
    long value = get(setting);
    if (value > Integer.MAX_VALUE) {
      throw new ConfigurationException(
          "configuration: %s is %d; the most is %d"
              .formatted(setting.name(), value, Integer.MAX_VALUE));
    }
    return (int) value;
  }

  /** Returns what was given, without defaults, in order of the keys; for sending it to workers. */
  public Map<String, String> toMap() {
    return new TreeMap<>(values);
  }

  private static String unknown(String key) {
    String nearest =
        Keys.names().stream()
            .min(Comparator.comparingInt(name -> distance(key, name)))
            .filter(name -> distance(key, name) <= LARGEST_DISTANCE)
            .map(name -> "; did you mean " + name + "?")
            .orElse("");
    return "configuration: unknown key '%s'%s (a job's own keys begin with %s)"
        .formatted(key, nearest, FREE_PREFIX);
  }

  /** Levenshtein's: how many letters have to change. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
