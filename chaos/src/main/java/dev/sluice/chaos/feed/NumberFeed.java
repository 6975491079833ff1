package dev.sluice.chaos.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The source of the job: the numbers 0, 1, 2 …, one a line, at a steady rate, from any position
 * that a receiver asks for. It gives more until {@link #finish}, and the empty line for the end
 * after {@link #end}. Thread-safe.
 */
public final class NumberFeed implements AutoCloseable {
  private static final long TICK_MILLIS = 20;
  private static final int NUMBERS_A_TICK = 16;

  /** Numbers that may be under way, unacknowledged. */
  private static final long MOST_UNDER_WAY = 2_000;

  private final ServerSocket server;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private long given;
  private long acknowledged;
  private boolean finished;

  /** Listens at any free port. */
  public NumberFeed() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept, "feed");
  }

  /** {@return its port} */
  public int port() {
    return server.getLocalPort();
  }

  /**
   * Gives no number that was not given before.
   *
   * @return how many there are
   */
  public synchronized long finish() {
    finished = true;
    return given;
  }

  /** Tells receivers that this was all. */
  public void end() {
    ended.countDown();
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        var socket = server.accept();
        start(() -> serve(socket), "feed-session");
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      var out = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), UTF_8));
      var request = in.readLine();
      if (request != null) {
        var position = Long.parseLong(request);
        acknowledge(position);
        start(() -> readAcknowledgements(in), "feed-acknowledgements");
        give(out, position);
      }
    } catch (IOException e) {
      // the receiver is gone; the next one asks for its position
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAcknowledgements(BufferedReader in) {
    try {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        acknowledge(Long.parseLong(line));
      }
    } catch (IOException e) {
      // the other thread finds out, too
    }
  }

  private synchronized void acknowledge(long position) {
    acknowledged = Math.max(acknowledged, position);
  }

  private void give(BufferedWriter out, long from) throws IOException, InterruptedException {
    var next = from;
    var hasEnded = false;
    while (!hasEnded) {
      hasEnded = ended.getCount() == 0;
      var end = endOfTick(next);
      while (next < end) {
        out.write(next + "\n");
        next++;
      }
      if (hasEnded && end < total()) {
        hasEnded = false;
      }
      if (hasEnded) {
        out.write("\n");
      }
      out.flush();
      if (closed.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
    closed.await(1, TimeUnit.HOURS); // the receiver closes the connection
  }

  private synchronized long endOfTick(long next) {
    var most = Math.min(next + NUMBERS_A_TICK, Math.max(acknowledged, next) + MOST_UNDER_WAY);
    var end = finished ? Math.min(most, given) : most;
    given = Math.max(given, end);
    return end;
  }

  private synchronized long total() {
    return given;
  }

  private static void start(Runnable work, String name) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
