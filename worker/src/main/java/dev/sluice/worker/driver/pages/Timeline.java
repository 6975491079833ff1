package dev.sluice.worker.driver.pages;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A figure of each batch over time, drawn {@value #WIDTH} wide and {@value #HEIGHT} high, and how
 * often it had which size. Where batches are closer than the line can show, the highest counts.
 *
 * @param title what it is
 * @param average its mean, as people read it
 * @param points corners of the line, as SVG has them
 * @param top what the upper edge stands for
 * @param limit height of a line that it should stay below; null for none
 * @param from time at the left edge
 * @param to time at the right edge
 * @param bars from the largest size to the smallest
 */
record Timeline(
    String title,
    String average,
    String points,
    String top,
    @Nullable String limit,
    String from,
    String to,
    List<Bar> bars) {
  static final int WIDTH = 400;
  static final int HEIGHT = 100;
  private static final int BARS = 10;
  private static final int LONGEST_BAR = 90;

  /** A figure of the batch of a time. */
  record Sample(long timeMillis, double value) {}

  /** How many batches had a size: a bar of a length, from 0 to {@value #LONGEST_BAR}. */
  record Bar(int y, int length, String label) {}

  /**
   * Draws a figure.
   *
   * @param samples in order of time
   * @param limit what it should stay below
   * @param words a value as people read it
   */
  static Timeline of(
      String title,
      OptionalDouble average,
      List<Sample> samples,
      OptionalDouble limit,
      DoubleFunction<String> words) {
    var highest = samples.stream().mapToDouble(Sample::value).max().orElse(0);
    var top = roundedUp(Math.max(highest, limit.orElse(0)));
    return new Timeline(
        title,
        average.isPresent() ? words.apply(average.getAsDouble()) : Words.UNKNOWN,
        points(samples, top),
        words.apply(top),
        limit.isPresent() ? number(y(limit.getAsDouble(), top)) : null,
        samples.isEmpty() ? "" : Words.timeOfDay(samples.get(0).timeMillis()),
        samples.isEmpty() ? "" : Words.timeOfDay(samples.get(samples.size() - 1).timeMillis()),
        bars(samples, top, words));
  }

  private static String points(List<Sample> samples, double top) {
    if (samples.isEmpty()) {
      return "";
    }
    var first = samples.get(0).timeMillis();
    var span = Math.max(1, samples.get(samples.size() - 1).timeMillis() - first);
    var columns =
        samples.stream()
            .collect(
                Collectors.groupingBy(
                    sample -> (int) ((sample.timeMillis() - first) * WIDTH / span),
                    TreeMap::new,
                    Collectors.maxBy(Comparator.comparingDouble(Sample::value))));
    return columns.entrySet().stream()
        .map(
            column ->
                column.getKey() + "," + number(y(column.getValue().orElseThrow().value(), top)))
        .collect(Collectors.joining(" "));
  }

  private static List<Bar> bars(List<Sample> samples, double top, DoubleFunction<String> words) {
    var counts = new int[BARS];
    samples.forEach(sample -> counts[Math.min(BARS - 1, (int) (sample.value() * BARS / top))]++);
    var most = Math.max(1, Arrays.stream(counts).max().orElse(1));
    return IntStream.range(0, BARS)
        .mapToObj(
            bar ->
                new Bar(
                    HEIGHT - (bar + 1) * HEIGHT / BARS,
                    counts[bar] * LONGEST_BAR / most,
                    "%s batches, %s to %s"
                        .formatted(
                            Words.count(counts[bar]),
                            words.apply(top * bar / BARS),
                            words.apply(top * (bar + 1) / BARS))))
        .toList();
  }

  private static double y(double value, double top) {
    return HEIGHT - value * HEIGHT / top;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** The next number that begins with 1, 2 or 5 and has only zeros behind it. */
  private static double roundedUp(double value) {
    if (value <= 0) {
      return 1;
    }
    var power = Math.pow(10, Math.floor(Math.log10(value)));
    for (var factor : List.of(1, 2, 5)) {
      if (value <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
