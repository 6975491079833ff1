package dev.sluice.worker.driver.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Figures as people read them. */
final class Words {
  static final String UNKNOWN = "–";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final double SECOND = 1_000;
  private static final double MINUTE = 60 * SECOND;
  private static final double HOUR = 60 * MINUTE;
  private static final int FEW = 10;

  private Words() {}

  /** A time of UTC. */
  static String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis));
  }

  static String timeOfDay(long millis) {
    return TIME_OF_DAY.format(Instant.ofEpochMilli(millis));
  }

  /** A time that batches, queries and delays take. */
  static String duration(double millis) {
    if (millis < SECOND) {
      return decimal(millis) + " ms";
    }
    if (millis < MINUTE) {
      return decimal(millis / SECOND) + " s";
    }
    return millis < HOUR
        ? decimal(millis / MINUTE) + " minutes"
        : decimal(millis / HOUR) + " hours";
  }

  static String duration(Optional<Long> millis) {
    return millis.map(Words::duration).orElse(UNKNOWN);
  }

  static String duration(OptionalDouble millis) {
    return millis.isPresent() ? duration(millis.getAsDouble()) : UNKNOWN;
  }

  /** How long something runs, such as 3 d 4 h. */
  static String age(long millis) {
    var age = Duration.ofMillis(Math.max(0, millis));
    if (age.toDays() > 0) {
      return "%d d %d h".formatted(age.toDays(), age.toHoursPart());
    }
    if (age.toHours() > 0) {
      return "%d h %d min".formatted(age.toHours(), age.toMinutesPart());
    }
    return age.toMinutes() > 0
        ? "%d min %d s".formatted(age.toMinutes(), age.toSecondsPart())
        : "%d s".formatted(age.toSeconds());
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String rate(double perSecond) {
    return decimal(perSecond) + " records/s";
  }

  static String rate(OptionalDouble perSecond) {
    return perSecond.isPresent() ? rate(perSecond.getAsDouble()) : UNKNOWN;
  }

  static String share(double ofOne) {
    return String.format(Locale.ROOT, "%.0f %%", ofOne * 100);
  }

  /** Small numbers have a decimal, if it is not 0. */
  private static String decimal(double number) {
    var text = String.format(Locale.ROOT, Math.abs(number) < FEW ? "%,.1f" : "%,.0f", number);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
