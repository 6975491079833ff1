package dev.sluice.format;

import java.util.Map;

/**
 * Gives a file format a name. Found by {@link java.util.ServiceLoader} in the job's jar and in
 * Sluice itself: list the class in {@code META-INF/services/dev.sluice.format.FileFormatProvider}.
 */
public interface FileFormatProvider {
  /** {@return the name, lower case} */
  String name();

  /**
   * Makes the format.
   *
   * @param options what the user said about it; unknown ones should be refused
   * @param jobClasses loads the program's classes
   * @return the format
   * @throws IllegalArgumentException if an option makes no sense, with the remedy
   */
  FileFormat<?> create(Map<String, String> options, ClassLoader jobClasses);
}
