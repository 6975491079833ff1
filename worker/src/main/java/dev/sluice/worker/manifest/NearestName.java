package dev.sluice.worker.manifest;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class NearestName {
  private NearestName() {}

  /**
   * Finds the known name with the fewest edits, or else the one that begins with the given name.
   *
   * @param name the name given
   * @param known the names there are
   * @return the nearest one, or empty when none is near
   */
  public static Optional<String> of(String name, Collection<String> known) {
    var allowed = Math.max(2, name.length() / 3);
    return known.stream()
        .filter(candidate -> edits(name, candidate) <= allowed)
        .min(
            Comparator.comparingInt((String candidate) -> edits(name, candidate))
                .thenComparing(Comparator.naturalOrder()))
        .or(() -> beginning(name, known));
  }

  private static Optional<String> beginning(String name, Collection<String> known) {
    var found =
        known.stream()
            .filter(candidate -> candidate.regionMatches(true, 0, name, 0, name.length()))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Counts insertions, deletions and replacements; case does not count. */
  private static int edits(String from, String to) {
    var left = from.toLowerCase(Locale.ROOT);
    var right = to.toLowerCase(Locale.ROOT);
    var row = new int[right.length() + 1];
    for (var column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (var i = 1; i <= left.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= right.length(); j++) {
        var replaced = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[right.length()];
  }
}
