package dev.sluice;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The configuration of a job: string keys and values, with Spark's key names without their {@code
 * spark.} prefix.
 *
 * <p>A new configuration starts with what the process was started with: every system property whose
 * name begins with {@code sluice.}, without that prefix. Under the operator and {@code sluice run}
 * these come from the manifest. Not thread-safe; a context copies it when it is created.
 */
public final class SluiceConf {
  private static final String PROPERTY_PREFIX = "sluice.";

  private final TreeMap<String, String> settings = new TreeMap<>();

  /** Creates a configuration that holds what the process was started with. */
  public SluiceConf() {
    System.getProperties()
        .forEach(
            (name, value) -> {
              if (name instanceof String key
                  && value instanceof String text
                  && key.startsWith(PROPERTY_PREFIX)) {
                settings.put(key.substring(PROPERTY_PREFIX.length()), text);
              }
            });
  }

  /**
   * Copies a configuration.
   *
   * @param other the configuration to copy
   */
  public SluiceConf(SluiceConf other) {
    settings.putAll(other.settings);
  }

  /**
   * Names the job; shown in logs, metrics and the UI.
   *
   * @param name the name
   * @return this configuration
   */
  public SluiceConf setAppName(String name) {
    return set("app.name", name);
  }

  /**
   * Says where the job runs unless the process was started by {@code sluice run} or the operator,
   * which decide that themselves.
   *
   * @param master {@code local[N]} for N task threads in this JVM, {@code local[*]} for one a core
   * @return this configuration
   */
  public SluiceConf setMaster(String master) {
    return set("master", master);
  }

  /**
   * Sets a value; a value that the process was started with is replaced.
   *
   * @param key the key, such as {@code streaming.blockInterval}
   * @param value its value
   * @return this configuration
   */
  public SluiceConf set(String key, String value) {
    settings.put(requireNonNull(key, "key is null"), requireNonNull(value, "value is null"));
    return this;
  }

  /**
   * Sets a value unless the key has one.
   *
   * @param key the key
   * @param value the value to use when there is none
   * @return this configuration
   */
  public SluiceConf setIfMissing(String key, String value) {
    settings.putIfAbsent(
        requireNonNull(key, "key is null"), requireNonNull(value, "value is null"));
    return this;
  }

  /**
   * Reads a value that must be there.
   *
   * @param key the key
   * @return its value
   * @throws NoSuchElementException if it has none
   */
  public String get(String key) {
    return getOption(key)
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "the configuration has no '%s': set it in spec.configuration or with set()"
                        .formatted(key)));
  }

  /**
   * Reads a value.
   *
   * @param key the key
   * @return its value, or empty when it has none
   */
  public Optional<String> getOption(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /**
   * Reads a value with a default.
   *
   * @param key the key
   * @param defaultValue what to return when the key has no value
   * @return the value or the default
   */
  public String get(String key, String defaultValue) {
    return settings.getOrDefault(key, defaultValue);
  }

  /**
   * Says whether a key has a value.
   *
   * @param key the key
   * @return whether it has one
   */
  public boolean contains(String key) {
    return settings.containsKey(key);
  }

  /**
   * Takes a value away.
   *
   * @param key the key
   * @return this configuration
   */
  public SluiceConf remove(String key) {
    settings.remove(key);
    return this;
  }

  /**
   * Reads a whole number.
   *
   * @param key the key
   * @param defaultValue what to return when the key has no value
   * @return the value or the default
   * @throws NumberFormatException if the value is no such number
   */
  public int getInt(String key, int defaultValue) {
    return getOption(key).map(Integer::parseInt).orElse(defaultValue);
  }

  /**
   * Reads a whole number.
   *
   * @param key the key
   * @param defaultValue what to return when the key has no value
   * @return the value or the default
   * @throws NumberFormatException if the value is no such number
   */
  public long getLong(String key, long defaultValue) {
    return getOption(key).map(Long::parseLong).orElse(defaultValue);
  }

  /**
   * Reads a number.
   *
   * @param key the key
   * @param defaultValue what to return when the key has no value
   * @return the value or the default
   * @throws NumberFormatException if the value is no number
   */
  public double getDouble(String key, double defaultValue) {
    return getOption(key).map(Double::parseDouble).orElse(defaultValue);
  }

  /**
   * Reads a truth value.
   *
   * @param key the key
   * @param defaultValue what to return when the key has no value
   * @return the value or the default
   * @throws IllegalArgumentException if the value is neither {@code true} nor {@code false}
   */
  public boolean getBoolean(String key, boolean defaultValue) {
    return getOption(key).map(value -> truth(key, value)).orElse(defaultValue);
  }

  /**
   * Reads a time such as {@code 500}, {@code 30s}, {@code 5m} or {@code 2h}; a plain number is in
   * milliseconds.
   *
   * @param key the key
   * @return the time in milliseconds
   * @throws NoSuchElementException if it has no value
   * @throws IllegalArgumentException if the value is no such time
   */
  public long getTimeAsMs(String key) {
    return Amount.time(key, get(key), TimeUnit.MILLISECONDS);
  }

  /**
   * Reads a time, as {@link #getTimeAsMs(String)} does, with a default.
   *
   * @param key the key
   * @param defaultValue the time to use when the key has no value
   * @return the time in milliseconds
   * @throws IllegalArgumentException if the value is no such time
   */
  public long getTimeAsMs(String key, String defaultValue) {
    return Amount.time(key, get(key, defaultValue), TimeUnit.MILLISECONDS);
  }

  /**
   * Reads a time such as {@code 30}, {@code 500ms} or {@code 5m}; a plain number is in seconds.
   *
   * @param key the key
   * @return the time in whole seconds
   * @throws NoSuchElementException if it has no value
   * @throws IllegalArgumentException if the value is no such time
   */
  public long getTimeAsSeconds(String key) {
    return Amount.time(key, get(key), TimeUnit.SECONDS);
  }

  /**
   * Reads a time, as {@link #getTimeAsSeconds(String)} does, with a default.
   *
   * @param key the key
   * @param defaultValue the time to use when the key has no value
   * @return the time in whole seconds
   * @throws IllegalArgumentException if the value is no such time
   */
  public long getTimeAsSeconds(String key, String defaultValue) {
    return Amount.time(key, get(key, defaultValue), TimeUnit.SECONDS);
  }

  /**
   * Reads a size such as {@code 64}, {@code 512k} or {@code 1g}; a plain number is in bytes.
   *
   * @param key the key
   * @return the size in bytes
   * @throws NoSuchElementException if it has no value
   * @throws IllegalArgumentException if the value is no such size
   */
  public long getSizeAsBytes(String key) {
    return Amount.bytes(key, get(key));
  }

  /**
   * Reads a size, as {@link #getSizeAsBytes(String)} does, with a default.
   *
   * @param key the key
   * @param defaultValue the size to use when the key has no value
   * @return the size in bytes
   * @throws IllegalArgumentException if the value is no such size
   */
  public long getSizeAsBytes(String key, String defaultValue) {
    return Amount.bytes(key, get(key, defaultValue));
  }

  private static boolean truth(String key, String value) {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "%s is '%s'; it must be true or false".formatted(key, value));
    };
  }

  /** {@return all settings, a copy in order of their keys} */
  public Map<String, String> getAll() {
    return new TreeMap<>(settings);
  }
}
