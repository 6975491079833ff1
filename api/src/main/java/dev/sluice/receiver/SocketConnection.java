package dev.sluice.receiver;

import dev.sluice.StorageLevel;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a TCP server and reads what it sends on a thread of its own; connects again after the
 * configured delay when the connection ends or cannot be made.
 *
 * @param <T> type of the records
 */
abstract class SocketConnection<T> extends Receiver<T> {
  private static final long serialVersionUID = 1L;
  private static final int CONNECT_TIMEOUT_MILLIS = 10_000;
  private static final long LAST_RECORD_MILLIS = 1_000;

  private final String host;
  private final int port;
  private transient volatile @Nullable Socket socket;
  private transient volatile @Nullable Thread receiving;

  SocketConnection(String host, int port, StorageLevel storageLevel) {
    super(storageLevel);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is between 1 and 65535: " + port);
    }
    this.host = host;
    this.port = port;
  }

  /** Stores what a connection gives, until it ends or the receiver is stopped. */
  abstract void receive(InputStream content) throws Exception;

  @Override
  public final void onStart() {
    var thread = new Thread(this::run, "socket-receiver-" + streamId());
    thread.setDaemon(true);
    thread.setContextClassLoader(getClass().getClassLoader());
    receiving = thread;
    thread.start();
  }

  @Override
  public final void onStop() {
    var open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        reportError("could not close the socket to " + host + ":" + port, e);
      }
    }
    awaitLastRecord();
  }

  /** A record that is being stored when the receiver is stopped still belongs to the stream. */
  private void awaitLastRecord() {
    var thread = receiving;
    if (thread != null) {
      try {
        thread.join(LAST_RECORD_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    try (var connection = new Socket()) {
      socket = connection;
      connection.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MILLIS);
      receive(connection.getInputStream());
      if (!isStopped()) {
        restart("the connection to " + host + ":" + port + " ended");
      }
    } catch (Exception e) {
      if (!isStopped()) {
        restart("nothing from " + host + ":" + port + " (" + e.getMessage() + ")", e);
      }
    }
  }
}
