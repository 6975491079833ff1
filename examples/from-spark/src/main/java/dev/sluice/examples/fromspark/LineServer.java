package dev.sluice.examples.fromspark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Sends the lines of a file to whoever connects, at a steady rate, and then leaves the connection
 * open: what {@code nc -lk 9999} with a typing user is in Spark's examples.
 */
public final class LineServer {
  private LineServer() {}

  /**
   * Serves until the process is ended.
   *
   * @param args file, port and lines a second
   * @throws IOException if the file can't be read or the port is in use
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      System.err.println("Usage: LineServer <file> <port> <lines a second>");
      System.exit(64);
    }
    var lines = Files.readAllLines(Path.of(args[0]));
    var periodMicros = 1_000_000L / Integer.parseInt(args[2]);
    try (var server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(Integer.parseInt(args[1])));
      while (true) {
        send(server.accept(), lines, periodMicros);
      }
    }
  }

  private static void send(Socket client, List<String> lines, long periodMicros) {
    var timer = Executors.newSingleThreadScheduledExecutor();
    var left = lines.iterator();
    var unused =
        timer.scheduleAtFixedRate(
            () -> {
              if (left.hasNext()) {
                send(client, left.next(), timer);
              } else {
                timer.shutdown();
              }
            },
            0,
            periodMicros,
            TimeUnit.MICROSECONDS);
  }

  private static void send(Socket client, String line, ScheduledExecutorService timer) {
    try {
      client.getOutputStream().write((line + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      timer.shutdown();
    }
  }
}
