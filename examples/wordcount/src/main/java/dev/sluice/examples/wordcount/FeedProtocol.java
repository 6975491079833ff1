package dev.sluice.examples.wordcount;

import java.io.IOException;

/**
 * What feeder and receiver say to each other, in lines of UTF-8. A position is the number of lines
 * of the text before it.
 *
 * <pre>
 * receiver: RESUME [position]    go on from there; without one, from what was acknowledged last
 * feeder:   FROM position        that is where it goes on
 * feeder:   +a line of the text  any number of these
 * receiver: ACK position         everything before it is safe; sent any number of times
 * feeder:   END                  there is no more
 * </pre>
 */
final class FeedProtocol {
  static final String RESUME = "RESUME ";
  static final String FROM = "FROM ";
  static final String LINE = "+";
  static final String ACKNOWLEDGE = "ACK ";
  static final String END = "END";

  private FeedProtocol() {}

  /** {@return the position in a message of the form {@code WORD position}} */
  static long position(String message) throws IOException {
    try {
      return Long.parseLong(message.substring(message.indexOf(' ') + 1));
    } catch (NumberFormatException e) {
      throw new IOException("not a message with a position: " + message, e);
    }
  }
}
