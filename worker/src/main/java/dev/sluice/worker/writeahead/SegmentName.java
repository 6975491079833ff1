package dev.sluice.worker.writeahead;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a segment, which says how to read it with one request.
 *
 * @param writer the process that wrote it; no two processes share one
 * @param sequence its number among those of its writer, from 0
 * @param blocks number of blocks
 * @param bodyBytes length of the blocks, which come first
 * @param indexBytes length of the index behind them
 */
record SegmentName(String writer, long sequence, int blocks, long bodyBytes, int indexBytes) {
  static final String ROOT = "wal/";
  private static final Pattern KEY =
      Pattern.compile(ROOT + "([^/]+)/(\\d{20})-(\\d{1,9})-(\\d{1,12})-(\\d{1,9})");

  String key() {
    return String.format(
        Locale.ROOT, "%s%s/%020d-%d-%d-%d", ROOT, writer, sequence, blocks, bodyBytes, indexBytes);
  }

  /** Understands a key; empty if it is not that of a segment. */
  static Optional<SegmentName> parse(String key) {
    var match = KEY.matcher(key);
    try {
      return match.matches()
          ? Optional.of(
              new SegmentName(
                  match.group(1),
                  Long.parseLong(match.group(2)),
                  Integer.parseInt(match.group(3)),
                  Long.parseLong(match.group(4)),
                  Integer.parseInt(match.group(5))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
