package dev.sluice.testkit.conformance;

import dev.sluice.Tuple2;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How the tables write batches: {@code [a,b][1..4][]null} in order, {@code {a1,b2}{}} without. A
 * pair is its key and its value, {@code ""} the empty text, {@code -} an absent value, {@code
 * (…,…)} a pair within a pair, {@code null} no data set at all.
 */
final class Notation {
  private static final Pattern BATCH = Pattern.compile("\\[([^]]*)]|null");
  private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d+)");

  private Notation() {}

  /** Reads input batches. */
  static List<@Nullable List<String>> read(String text) {
    var batches = new ArrayList<@Nullable List<String>>();
    var match = BATCH.matcher(text.replace(" ", ""));
    while (match.find()) {
      batches.add(match.group(1) == null ? null : records(match.group(1)));
    }
    return batches;
  }

  private static List<String> records(String text) {
    var range = RANGE.matcher(text);
    if (range.matches()) {
      return IntStream.rangeClosed(
              Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
          .mapToObj(Integer::toString)
          .toList();
    }
    var records = new ArrayList<String>();
    for (var record : text.split(",", 0)) {
      if (!record.isEmpty()) {
        records.add(record.equals("\"\"") ? "" : record);
      }
    }
    return records;
  }

  /** Writes batches with their records in order. */
  static String ordered(List<? extends List<?>> batches) {
    return batches.stream()
        .map(
            batch ->
                "[" + batch.stream().map(Notation::show).collect(Collectors.joining(",")) + "]")
        .collect(Collectors.joining());
  }

  /** Writes batches with their records in order of their texts. */
  static String sorted(List<? extends List<?>> batches) {
    return batches.stream()
        .map(
            batch ->
                "{"
                    + batch.stream().map(Notation::show).sorted().collect(Collectors.joining(","))
                    + "}")
        .collect(Collectors.joining());
  }

  private static String show(Object record) {
    return record instanceof Tuple2<?, ?> pair
        ? value(pair._1()) + value(pair._2())
        : value(record);
  }

  private static String value(@Nullable Object value) {
    if (value instanceof Tuple2<?, ?> pair) {
      return "(" + value(pair._1()) + "," + value(pair._2()) + ")";
    }
    if (value instanceof Optional<?> optional) {
      return optional.map(Notation::value).orElse("-");
    }
    if (value instanceof Iterable<?> values) {
      return StreamSupport.stream(values.spliterator(), false)
          .map(Notation::value)
          .collect(Collectors.joining(",", "(", ")"));
    }
    return "".equals(value) ? "\"\"" : String.valueOf(value);
  }
}
