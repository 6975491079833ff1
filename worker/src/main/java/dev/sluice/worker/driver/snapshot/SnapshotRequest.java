package dev.sluice.worker.driver.snapshot;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What someone wants of a snapshot.
 *
 * @param text the request as it was made, which its answer repeats
 * @param kind what is to be done
 * @param name name of the snapshot, unique within the job
 */
public record SnapshotRequest(String text, Kind kind, String name) {
  private static final Pattern FORMAT =
      Pattern.compile("(take|delete) ([a-z0-9][a-z0-9.-]{0,299}) [0-9]{1,9}");

  /** What is to be done. */
  public enum Kind {
    /** Take it. */
    TAKE,
    /** Delete what it has in the store. */
    DELETE
  }

  /**
   * Returns the request that a text makes: {@code take NAME ATTEMPT} or {@code delete NAME
   * ATTEMPT}.
   *
   * @return empty if it makes none that this version understands
   */
  public static Optional<SnapshotRequest> parse(String text) {
    var match = FORMAT.matcher(text);
    return match.matches()
        ? Optional.of(
            new SnapshotRequest(
                text, match.group(1).equals("take") ? Kind.TAKE : Kind.DELETE, match.group(2)))
        : Optional.empty();
  }
}
