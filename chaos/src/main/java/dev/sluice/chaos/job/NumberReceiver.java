package dev.sluice.chaos.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes numbers from the feed and stores each block with the position after it. */
final class NumberReceiver extends Receiver<Long> {
  private static final long serialVersionUID = 1L;
  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;
  private static final int LARGEST_BLOCK = 500;

  private final String host;
  private final int port;
  private transient volatile @Nullable Socket open;

  NumberReceiver(String host, int port) {
    super(StorageLevel.MEMORY_AND_DISK_SER_2);
    this.host = host;
    this.port = port;
  }

  @Override
  public void onStart() {
    var thread = new Thread(this::receive, "number-receiver");
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
        reportError("the connection to the feed can't be closed", e);
      }
    }
  }

  private void receive() {
    try (var socket = new Socket()) {
      open = socket;
      socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MILLIS);
      receive(
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)),
          socket.getOutputStream());
      stop("the feed has sent everything");
    } catch (IOException e) {
      if (!isStopped()) {
        restart("no numbers from the feed at %s:%d (%s)".formatted(host, port, e), e);
      }
    }
  }

  private void receive(BufferedReader in, OutputStream out) throws IOException {
    var position = Long.parseLong(lastPosition().orElse("0"));
    send(out, position);
    while (!isStopped()) {
      var numbers = new ArrayList<Long>();
      var hasEnded = readBlock(in, numbers);
      position += numbers.size();
      store(numbers, Long.toString(position)); // returns when the block is safe
      send(out, position);
      if (hasEnded) {
        return;
      }
    }
  }

  private static boolean readBlock(BufferedReader in, List<Long> numbers) throws IOException {
    do {
      var line = in.readLine();
      if (line == null) {
        throw new EOFException("the connection ended");
      }
      if (line.isEmpty()) {
        return true;
      }
      numbers.add(Long.parseLong(line));
    } while (in.ready() && numbers.size() < LARGEST_BLOCK);
    return false;
  }

  private static void send(OutputStream out, long position) throws IOException {
    out.write((position + "\n").getBytes(UTF_8));
  }
}
