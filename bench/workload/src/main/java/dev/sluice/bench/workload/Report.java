package dev.sluice.bench.workload;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a run found out, as one line of JSON on standard output. Thread-safe. */
public final class Report {
  /** What the line begins with. */
  public static final String PREFIX = "RESULT ";

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Adds a number, a truth value, a text or a list of these. */
  public synchronized Report put(String name, Object value) {
    values.put(name, value);
    return this;
  }

  /** Adds a number with at most some decimals. */
  public Report put(String name, double value, int decimals) {
    var factor = Math.pow(10, decimals);
    return put(name, (Object) (Math.round(value * factor) / factor));
  }

  /** Prints the line and ends the JVM at once, since some engines do not end by themselves. */
  public void finish(Optional<String> problem) {
    put("verified", problem.isEmpty());
    problem.ifPresent(text -> put("problem", text));
    put("java", System.getProperty("java.version"));
    System.out.println("\n" + PREFIX + json());
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(problem.isEmpty() ? 0 : 3);
  }

  synchronized String json() {
    return json(values);
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> json(String.valueOf(entry.getKey())) + ": " + json(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Report::json).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    var text = value.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    return '"' + text.replaceAll("\\p{Cntrl}", " ") + '"';
  }
}
