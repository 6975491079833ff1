package dev.sluice.worker.receiving;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Sends each message again and again, to one connection after the other, until it is acknowledged;
 * then it forgets it. Not more than some are sent before the acknowledgement of others.
 */
final class MessageBroker implements AutoCloseable {
  private static final int WINDOW = 250;

  private final ServerSocket server;
  private final int total;
  private final Deque<String> kept = new ArrayDeque<>();
  private final List<String> acknowledged = new ArrayList<>();
  private int connections;

  private MessageBroker(ServerSocket server, int total) {
    this.server = server;
    this.total = total;
    for (var number = 1; number <= total; number++) {
      kept.add("message " + number);
    }
  }

  static MessageBroker start(int total) throws IOException {
    var broker = new MessageBroker(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), total);
    var thread = new Thread(broker::serve, "broker");
    thread.setDaemon(true);
    thread.start();
    return broker;
  }

  int port() {
    return server.getLocalPort();
  }

  synchronized List<String> acknowledged() {
    return List.copyOf(acknowledged);
  }

  boolean hasForgottenAll() {
    return acknowledged().size() == total;
  }

  synchronized int connections() {
    return connections;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (var connection = server.accept()) {
        serve(connection);
      } catch (IOException e) {
        // The receiver is gone, or the test is over.
      }
    }
  }

  private void serve(Socket connection) throws IOException {
    var window = new Semaphore(WINDOW);
    List<String> open;
    synchronized (this) {
      connections++;
      // The first connection gets half of them, so that there is always a second one.
      open = List.copyOf(kept).subList(0, connections == 1 ? total / 2 : kept.size());
    }
    var sender = new Thread(() -> send(connection, open, window), "broker-sender");
    sender.setDaemon(true);
    sender.start();
    var answers =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    for (var answer = answers.readLine(); answer != null; answer = answers.readLine()) {
      var count = Integer.parseInt(answer.substring("ack ".length()));
      forget(count);
      window.release(count);
    }
    sender.interrupt();
  }

  private static void send(Socket connection, List<String> messages, Semaphore window) {
    try {
      var target = new PrintWriter(connection.getOutputStream(), true, StandardCharsets.UTF_8);
      for (var message : messages) {
        window.acquire();
        target.println(message);
        if (target.checkError()) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // The connection is over; the messages go to the next one.
    }
  }

  private synchronized void forget(int count) {
    for (var index = 0; index < count; index++) {
      acknowledged.add(kept.remove());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
