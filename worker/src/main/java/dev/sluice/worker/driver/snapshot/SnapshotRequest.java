package dev.sluice.worker.driver.snapshot;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What someone wants of a snapshot, or of what a rejected revision has left.
 *
 * @param text the request as it was made, which its answer repeats
 * @param kind what is to be done
 * @param name name of the snapshot or of the branch, unique within the job
 */
public record SnapshotRequest(String text, Kind kind, String name) {
  private static final Pattern FORMAT =
      Pattern.compile("(take|delete|discard) ([a-z0-9][a-z0-9.-]{0,299}) [0-9]{1,9}");

  /** What is to be done. */
  public enum Kind {
    /** Take it. */
    TAKE,
    /** Delete what it has in the store. */
    DELETE,
    /** Delete what a revision has left that worked beside the job. */
    DISCARD;

    private static Kind of(String word) {
      return switch (word) {
        case "take" -> TAKE;
        case "delete" -> DELETE;
        default -> DISCARD;
      };
    }
  }

  /**
   * Returns the request that a text makes: {@code take NAME ATTEMPT}, {@code delete NAME ATTEMPT}
   * or {@code discard NAME ATTEMPT}.
   *
   * @return empty if it makes none that this version understands
   */
  public static Optional<SnapshotRequest> parse(String text) {
    var match = FORMAT.matcher(text);
    return match.matches()
        ? Optional.of(new SnapshotRequest(text, Kind.of(match.group(1)), match.group(2)))
        : Optional.empty();
  }
}
