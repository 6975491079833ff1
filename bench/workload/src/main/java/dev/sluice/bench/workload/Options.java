package dev.sluice.bench.workload;

/** The numbers of a run, given as system properties that begin with {@code bench.}. */
public final class Options {
  private Options() {}

  /** Reads a whole number. */
  public static int number(String name, int defaultValue) {
    return Integer.getInteger("bench." + name, defaultValue);
  }

  /** Takes options from arguments of the form NAME=NUMBER; others are left out. */
  public static void override(String... arguments) {
    for (var argument : arguments) {
      var parts = argument.split("=", 2);
      if (parts.length == 2) {
        System.setProperty("bench." + parts[0], parts[1]);
      }
    }
  }

  /** A directory for the engine's files, removed after the run. */
  public static String scratchDirectory() {
    return System.getProperty("java.io.tmpdir");
  }
}
