package dev.sluice;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A number with a unit, as Spark's configuration has times and sizes.
 *
 * @param number the number
 * @param unit its unit in small letters; empty for none
 */
record Amount(long number, String unit) {
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})\\s*([a-z]*)");
  private static final String TIME = "a time such as 500ms, 30s, 5m, 2h or 1d";
  private static final String SIZE = "a size such as 512, 64k, 16m or 1g";
  private static final Map<String, TimeUnit> TIMES =
      Map.of(
          "us", TimeUnit.MICROSECONDS,
          "ms", TimeUnit.MILLISECONDS,
          "s", TimeUnit.SECONDS,
          "m", TimeUnit.MINUTES,
          "min", TimeUnit.MINUTES,
          "h", TimeUnit.HOURS,
          "d", TimeUnit.DAYS);
  private static final Map<String, Integer> BITS =
      Map.ofEntries(
          Map.entry("", 0),
          Map.entry("b", 0),
          Map.entry("k", 10),
          Map.entry("kb", 10),
          Map.entry("m", 20),
          Map.entry("mb", 20),
          Map.entry("g", 30),
          Map.entry("gb", 30),
          Map.entry("t", 40),
          Map.entry("tb", 40),
          Map.entry("p", 50),
          Map.entry("pb", 50));

  /** A time in whole units; a number without a unit has as many of them. */
  static long time(String key, String value, TimeUnit unit) {
    var amount = parse(key, value, TIME);
    var written = amount.unit.isEmpty() ? unit : TIMES.get(amount.unit);
    if (written == null) {
      throw wrong(key, value, TIME);
    }
    return unit.convert(amount.number, written);
  }

  /** A size in bytes. */
  static long bytes(String key, String value) {
    var amount = parse(key, value, SIZE);
    var bits = BITS.get(amount.unit);
    if (bits == null || amount.number > Long.MAX_VALUE >> bits) {
      throw wrong(key, value, SIZE);
    }
    return amount.number << bits;
  }

  private static Amount parse(String key, String value, String wanted) {
    var written = WRITTEN.matcher(value.strip().toLowerCase(Locale.ROOT));
    if (!written.matches()) {
      throw wrong(key, value, wanted);
    }
    return new Amount(Long.parseLong(written.group(1)), written.group(2));
  }

  private static IllegalArgumentException wrong(String key, String value, String wanted) {
    return new IllegalArgumentException("%s is '%s'; it must be %s".formatted(key, value, wanted));
  }
}
