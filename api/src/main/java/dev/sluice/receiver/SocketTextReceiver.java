package dev.sluice.receiver;

import dev.sluice.StorageLevel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of UTF-8 text from a TCP server that it connects to.
 *
 * <p>A plain socket has no acknowledgement, so nobody sends again what a dead worker had buffered:
 * lines of the last block interval, and what the kernel held, are lost with the worker, and after
 * the end of the connection the receiver connects again and takes what the server then sends.
 */
public final class SocketTextReceiver extends Receiver<String> {
  private static final long serialVersionUID = 1L;
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final long LAST_LINE_MILLIS = 1_000;

  private final String host;
  private final int port;
  private transient volatile @Nullable Socket socket;
  private transient volatile @Nullable Thread receiving;

  /**
   * Creates a receiver of lines.
   *
   * @param host host name or address to connect to
   * @param port TCP port
   * @param storageLevel where the blocks are kept
   */
  public SocketTextReceiver(String host, int port, StorageLevel storageLevel) {
    super(storageLevel);
    this.host = host;
    this.port = port;
  }

  @Override
  public void onStart() {
    var thread = new Thread(this::receive, "socket-text-receiver-" + streamId());
    thread.setDaemon(true);
    receiving = thread;
    thread.start();
  }

  @Override
  public void onStop() {
    var open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        reportError("could not close the socket to " + host + ":" + port, e);
      }
    }
    awaitLastLine();
  }

  /** A line that is being stored when the receiver is stopped still belongs to the stream. */
  private void awaitLastLine() {
    var thread = receiving;
    if (thread != null) {
      try {
        thread.join(LAST_LINE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void receive() {
    try (var connection = new Socket()) {
      socket = connection;
      connection.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MILLIS);
      var reader =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
      for (var line = reader.readLine(); line != null && !isStopped(); line = reader.readLine()) {
        store(line);
      }
      if (!isStopped()) {
        restart("the connection to " + host + ":" + port + " ended");
      }
    } catch (IOException e) {
      if (!isStopped()) {
        restart("no text from " + host + ":" + port + " (" + e.getMessage() + ")", e);
      }
    }
  }
}
