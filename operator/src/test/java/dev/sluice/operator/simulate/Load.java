package dev.sluice.operator.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/** Records a second that sources send, by the second since the beginning. */
@FunctionalInterface
interface Load {
  double at(int second);

  /** One rate, another one from a time on, and the first again from a later time on. */
  static Load step(double before, double after, int from, int until) {
    return second -> second >= from && second < until ? after : before;
  }

  /** A day between two rates, with noise. */
  static Load daily(double lowest, double highest, long seed) {
    double[] noise = new Random(seed).doubles(1_441, -0.05, 0.05).toArray();
    return second -> {
      double phase = 2 * Math.PI * (second % 86_400) / 86_400;
      double mean = lowest + (highest - lowest) * (1 - Math.cos(phase)) / 2;
      return mean * (1 + noise[second % 86_400 / 60]);
    };
  }

  /** A rate with a higher one for a while, again and again. */
  static Load spikes(double usual, double spike, int every, int seconds) {
    return second -> second % every < every - seconds ? usual : spike;
  }

  /** A rate that rises evenly and falls at once, again and again. */
  static Load sawtooth(double lowest, double highest, int period) {
    return second -> lowest + (highest - lowest) * (second % period) / period;
  }

  /**
   * A recorded load: lines of seconds since the beginning and records a second, with a comma
   * between; a rate holds until the next line.
   */
  static Load recorded(Path file) throws IOException {
    NavigableMap<Integer, Double> rates = read(file);
    return second -> {
      var entry = rates.floorEntry(second);
      return entry == null ? 0 : entry.getValue();
    };
  }

  /** Returns how long a recorded load is. */
  static int seconds(Path file) throws IOException {
    return read(file).lastKey() + 1;
  }

  private static NavigableMap<Integer, Double> read(Path file) throws IOException {
    NavigableMap<Integer, Double> rates = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        String[] fields = line.split(",", -1);
        rates.put(Integer.parseInt(fields[0].strip()), Double.parseDouble(fields[1].strip()));
      }
    }
    if (rates.isEmpty()) {
      throw new IOException(file + " has no line of seconds and records a second");
    }
    return rates;
  }
}
