package dev.sluice.examples.wordcount;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One receiver's connection. A timer sends the lines that are due; the thread that calls {@link
 * #run} reads acknowledgements. At most {@link #WINDOW} lines are under way unacknowledged.
 */
final class FeedSession implements AutoCloseable {
  static final int WINDOW = 6_000;
  private static final long TICK_MILLIS = 50;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Socket socket;
  private final List<String> lines;
  private final double linesPerSecond;
  private final AtomicLong acknowledged;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final BufferedReader in;
  private final BufferedWriter out;

  private int next;
  private int first;
  private long startedAt;

  FeedSession(Socket socket, List<String> lines, double linesPerSecond, AtomicLong acknowledged)
      throws IOException {
    this.socket = socket;
    this.lines = lines;
    this.linesPerSecond = linesPerSecond;
    this.acknowledged = acknowledged;
    this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    this.out = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), UTF_8));
  }

  /** Feeds until the receiver closes the connection. */
  void run() throws IOException {
    var request = in.readLine();
    if (request == null) {
      return; // only a probe
    }
    resume(request);
    send(FeedProtocol.FROM + first);
    out.flush();
    var unused = timer.scheduleAtFixedRate(this::sendDue, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    for (var message = in.readLine(); message != null; message = in.readLine()) {
      var position = FeedProtocol.position(message);
      acknowledged.accumulateAndGet(position, Math::max);
    }
  }

  private void resume(String request) throws IOException {
    var given = request.substring(FeedProtocol.RESUME.length());
    var position = given.isEmpty() ? acknowledged.get() : FeedProtocol.position(request);
    if (position < 0 || position > lines.size()) {
      throw new IOException("there is no position " + position);
    }
    acknowledged.accumulateAndGet(position, Math::max);
    first = (int) position;
    next = first;
    startedAt = System.nanoTime();
  }

  private void sendDue() {
    try {
      var elapsed = (System.nanoTime() - startedAt) / NANOS_PER_SECOND;
      var due = first + (long) (elapsed * linesPerSecond);
      var allowed = Math.min(due, Math.max(acknowledged.get(), first) + WINDOW);
      var end = (int) Math.min(allowed, lines.size());
      while (next < end) {
        send(FeedProtocol.LINE + lines.get(next));
        next++;
      }
      if (next == lines.size()) {
        send(FeedProtocol.END);
        timer.shutdown();
      }
      out.flush();
    } catch (IOException e) {
      timer.shutdown(); // the reading side ends too, and tells
    }
  }

  private void send(String message) throws IOException {
    out.write(message);
    out.write('\n');
  }

  @Override
  public void close() throws IOException {
    timer.shutdownNow();
    socket.close();
  }
}
