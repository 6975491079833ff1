package dev.sluice.examples.wordcount;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves a text over TCP at a steady rate, from any position that a receiver asks for, and again if
 * it was not acknowledged: what a source has to do so that nothing is lost. Remembers
 * acknowledgements only as long as it runs; receivers know their position themselves.
 */
public final class Feeder {
  private final List<String> lines;
  private final double linesPerSecond;
  private final AtomicLong acknowledged = new AtomicLong();

  Feeder(List<String> lines, double linesPerSecond) {
    this.lines = List.copyOf(lines);
    this.linesPerSecond = linesPerSecond;
  }

  /**
   * Serves until the process is ended.
   *
   * @param args see {@link FeederOptions#USAGE}
   * @throws IOException if the text can't be read or the port is in use
   */
  public static void main(String[] args) throws IOException {
    var options = FeederOptions.parse(args);
    var feeder = new Feeder(FeedText.read(options.file()), options.linesPerSecond());
    try (var server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(options.port()));
      System.out.println("listening on port " + server.getLocalPort());
      feeder.serve(server);
    }
  }

  /** Serves every connection until the socket is closed. */
  void serve(ServerSocket server) throws IOException {
    while (true) {
      var socket = server.accept();
      var thread = new Thread(() -> serve(socket), "feed");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void serve(Socket socket) {
    try (var session = new FeedSession(socket, lines, linesPerSecond, acknowledged)) {
      session.run();
    } catch (IOException e) {
      System.err.println("a receiver is gone (" + e.getMessage() + ")");
    }
  }
}
