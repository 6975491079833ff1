package dev.sluice.worker.format;

import dev.sluice.format.FileFormat;
import dev.sluice.format.InputFormat;
import dev.sluice.format.NamedFormat;
import dev.sluice.format.OutputFormat;

/** Finds the formats that are known by name. */
public final class Formats {
  private Formats() {}

  /**
   * Returns the format itself.
   *
   * @param jobClasses loads the program's classes, and its providers of formats
   * @throws IllegalArgumentException if there is none of that name, or its options make no sense
   */
  public static InputFormat<?> resolve(InputFormat<?> format, ClassLoader jobClasses) {
    return format instanceof NamedFormat<?> named ? named.resolve(jobClasses) : format;
  }

  /** Returns the format itself; see {@link #resolve(InputFormat, ClassLoader)}. */
  public static OutputFormat<?> resolve(OutputFormat<?> format, ClassLoader jobClasses) {
    return format instanceof NamedFormat<?> named ? named.resolve(jobClasses) : format;
  }

  /** Returns the format itself; see {@link #resolve(InputFormat, ClassLoader)}. */
  public static FileFormat<?> resolve(FileFormat<?> format, ClassLoader jobClasses) {
    return format instanceof NamedFormat<?> named ? named.resolve(jobClasses) : format;
  }
}
