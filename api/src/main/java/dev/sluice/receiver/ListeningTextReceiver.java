package dev.sluice.receiver;

import dev.sluice.StorageLevel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Listens on a TCP port and takes lines of UTF-8 text from the peers that connect. When the job
 * cannot take more it stops reading, and the peers' connections fill up. There are at most {@value
 * #MOST_CONNECTIONS} connections at a time; further peers wait.
 *
 * <p>A plain connection has no acknowledgement: lines of the last block interval, and what is on
 * the way, are lost with a worker. {@link HttpTextReceiver} acknowledges.
 */
public final class ListeningTextReceiver extends ListeningReceiver {
  private static final long serialVersionUID = 1L;

  /** Connections that one receiver has at a time. */
  public static final int MOST_CONNECTIONS = 256;

  /** Length of the longest line in characters; the connection that sends a longer one is closed. */
  public static final int LONGEST_LINE = 1 << 20;

  private static final long LAST_LINE_MILLIS = 1_000;

  private transient @Nullable ServerSocket server;
  private transient @Nullable Set<Socket> connections;
  private transient @Nullable Set<Thread> readers;

  /**
   * Creates a receiver that listens.
   *
   * @param port TCP port, the same on each worker
   * @param mostReceivers how many workers listen at the most
   * @param storageLevel where blocks are kept
   */
  public ListeningTextReceiver(int port, int mostReceivers, StorageLevel storageLevel) {
    super(port, mostReceivers, storageLevel);
  }

  @Override
  public void onStart() {
    try {
      var listening = new ServerSocket();
      listening.setReuseAddress(true);
      listening.bind(address());
      Set<Socket> open = ConcurrentHashMap.newKeySet();
      Set<Thread> running = ConcurrentHashMap.newKeySet();
      server = listening;
      connections = open;
      readers = running;
      daemon(() -> accept(listening, open, running), "listening-receiver").start();
    } catch (IOException e) {
      cannotListen(e);
    }
  }

  @Override
  public void onStop() {
    var listening = server;
    var open = connections;
    var running = readers;
    if (listening == null || open == null || running == null) {
      return;
    }
    close(listening);
    open.forEach(ListeningTextReceiver::close);
    running.forEach(ListeningTextReceiver::awaitLastLine);
  }

  private void accept(ServerSocket listening, Set<Socket> open, Set<Thread> running) {
    var room = new Semaphore(MOST_CONNECTIONS);
    while (!isStopped()) {
      try {
        room.acquire();
        var connection = listening.accept();
        open.add(connection);
        Thread reader =
            daemon(
                () -> {
                  receive(connection);
                  open.remove(connection);
                  running.remove(Thread.currentThread());
                  room.release();
                },
                "listening-receiver-connection");
        running.add(reader);
        reader.start();
      } catch (IOException e) {
        if (!isStopped()) {
          cannotListen(e);
        }
        return;
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void receive(Socket connection) {
    try (connection;
        var text =
            new BufferedReader(
                new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
      var line = new StringBuilder();
      while (!isStopped() && readLine(text, line)) {
        store(line.toString());
      }
    } catch (IOException | IllegalStateException e) {
      if (!isStopped()) {
        reportError("the connection from " + connection.getRemoteSocketAddress() + " ended", e);
      }
    }
  }

  private static boolean readLine(Reader text, StringBuilder line) throws IOException {
    line.setLength(0);
    for (var next = text.read(); next >= 0; next = text.read()) {
      if (next == '\n') {
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
          line.setLength(line.length() - 1);
        }
        return true;
      }
      if (line.length() >= LONGEST_LINE) {
        throw new IOException("a line has more than " + LONGEST_LINE + " characters");
      }
      line.append((char) next);
    }
    return line.length() > 0;
  }

  private static void close(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // It is closed for this process all the same.
    }
  }

  private static void awaitLastLine(Thread reader) {
    try {
      reader.join(LAST_LINE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
