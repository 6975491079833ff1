package dev.sluice.examples.wordcount;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The feeder's command line.
 *
 * @param file a text, or empty for the novel in the jar
 * @param port where to listen; 0 for any port
 * @param linesPerSecond how fast a connection is fed
 */
record FeederOptions(Optional<Path> file, int port, double linesPerSecond) {
  static final String USAGE = "usage: Feeder [--file TEXT] [--port PORT] [--lines-per-second RATE]";
  private static final int DEFAULT_PORT = 9999;
  private static final double DEFAULT_RATE = 1_500;

  static FeederOptions parse(String[] args) {
    var options = new FeederOptions(Optional.empty(), DEFAULT_PORT, DEFAULT_RATE);
    for (var i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value; " + USAGE);
      }
      options = options.with(args[i], args[i + 1]);
    }
    return options;
  }

  private FeederOptions with(String name, String value) {
    return switch (name) {
      case "--file" -> new FeederOptions(Optional.of(Path.of(value)), port, linesPerSecond);
      case "--port" -> new FeederOptions(file, Integer.parseInt(value), linesPerSecond);
      case "--lines-per-second" -> new FeederOptions(file, port, Double.parseDouble(value));
      default -> throw new IllegalArgumentException("unknown option " + name + "; " + USAGE);
    };
  }
}
