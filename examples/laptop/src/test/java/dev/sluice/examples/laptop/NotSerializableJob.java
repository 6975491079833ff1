package dev.sluice.examples.laptop;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;

/**
 * A program with a mistake that is easily made: a function that uses a connection of the driver.
 */
public final class NotSerializableJob {
  private NotSerializableJob() {}

  /** Something that can't be shipped. */
  static final class Connection {
    private final String address;

    Connection(String address) {
      this.address = address;
    }

    String ask(String question) {
      return address + " says: " + question;
    }
  }

  /**
   * Fails at the start.
   *
   * @param args not used
   * @throws Exception what the job fails with
   */
  public static void main(String[] args) throws Exception {
    var connection = new Connection("database");
    try (var context = new StreamingContext(new SluiceConf(), Durations.seconds(1))) {
      context.socketTextStream("localhost", 9999).map(line -> connection.ask(line)).print();
      context.start();
      context.awaitTermination();
    }
  }
}
