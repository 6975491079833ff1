package dev.sluice.examples.wordcount;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines from a {@link Feeder} so that none is lost or counted twice, whichever process dies:
 * a block of lines is stored together with the position after it, acknowledged only then, and after
 * a restart the feeder is asked to go on from the position of the last block stored.
 */
final class FeedReceiver extends Receiver<String> {
  private static final long serialVersionUID = 1L;
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int LARGEST_BLOCK_LINES = 2_000;

  private final String host;
  private final int port;
  private transient volatile @Nullable Socket open;

  FeedReceiver(String host, int port) {
    super(StorageLevel.MEMORY_AND_DISK_SER_2);
    this.host = host;
    this.port = port;
  }

  @Override
  public void onStart() {
    var thread = new Thread(this::receive, "feed-receiver");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void onStop() {
    var socket = open;
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        reportError("the connection to the feeder can't be closed", e);
      }
    }
  }

  private void receive() {
    try (var socket = new Socket()) {
      open = socket;
      socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      receive(
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)),
          new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), UTF_8)));
      stop("the feeder has sent everything");
    } catch (IOException e) {
      if (!isStopped()) {
        restart("no text from the feeder at %s:%d (%s)".formatted(host, port, e), e);
      }
    }
  }

  private void receive(BufferedReader in, BufferedWriter out) throws IOException {
    send(out, FeedProtocol.RESUME + lastPosition().orElse(""));
    var position = FeedProtocol.position(readLine(in));
    while (!isStopped()) {
      var lines = new ArrayList<String>();
      var hasEnded = readBlock(in, lines);
      position += lines.size();
      store(lines.iterator(), Long.toString(position)); // returns when the block is safe
      send(out, FeedProtocol.ACKNOWLEDGE + position);
      if (hasEnded) {
        return;
      }
    }
  }

  /** Takes what has arrived, at least one line; says whether the end has come with it. */
  private static boolean readBlock(BufferedReader in, List<String> lines) throws IOException {
    do {
      var message = readLine(in);
      if (message.equals(FeedProtocol.END)) {
        return true;
      }
      lines.add(message.substring(FeedProtocol.LINE.length()));
    } while (in.ready() && lines.size() < LARGEST_BLOCK_LINES);
    return false;
  }

  private static String readLine(BufferedReader in) throws IOException {
    var line = in.readLine();
    if (line == null) {
      throw new EOFException("the connection ended");
    }
    return line;
  }

  private static void send(BufferedWriter out, String message) throws IOException {
    out.write(message);
    out.write('\n');
    out.flush();
  }
}
