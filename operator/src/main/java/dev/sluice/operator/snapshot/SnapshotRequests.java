package dev.sluice.operator.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a driver, as lines in an annotation of its pod: {@code take DATA ATTEMPT},
 * {@code delete DATA ATTEMPT} or, of what a rejected revision has left, {@code discard DATA
 * ATTEMPT}.
 */
public final class SnapshotRequests {
  /** The annotation; a volume shows it to the driver. */
  public static final String ANNOTATION = "sluice.dev/snapshots";

  private static final int UID_DIGITS = 8;

  private SnapshotRequests() {}

  /** Returns under which name a snapshot's data is kept; a later one of its name has another. */
  public static String data(String name, String uid) {
    return name + "-" + uid.substring(0, Math.min(UID_DIGITS, uid.length()));
  }

  static String take(String data, int attempt) {
    return "take " + data + " " + attempt;
  }

  static String delete(String data, long attempt) {
    return "delete " + data + " " + attempt;
  }

  /**
   * Returns the request to delete what a rejected revision has left.
   *
   * @param failed the request that the driver could not fulfil; empty if it was not asked yet
   */
  public static String discard(String data, Optional<String> failed) {
    long attempt =
        failed.map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))).orElse(0L);
    return "discard " + data + " " + (attempt + 1);
  }

  /** Returns whether a request is one to delete what a rejected revision has left. */
  public static boolean discards(String request, String data) {
    return request.startsWith("discard " + data + " ");
  }

  /** Returns the requests in an annotation's value. */
  public static List<String> of(@Nullable String value) {
    return value == null
        ? List.of()
        : value.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /**
   * Returns an annotation's value with one request for some data in place of all that there were.
   *
   * @param request the request; null for none
   */
  public static String with(@Nullable String value, String data, @Nullable String request) {
    List<String> lines = new ArrayList<>(of(value));
    lines.removeIf(line -> line.contains(" " + data + " "));
    if (request != null) {
      lines.add(request);
    }
    return String.join("\n", lines);
  }
}
