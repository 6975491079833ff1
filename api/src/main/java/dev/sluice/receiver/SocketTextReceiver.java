package dev.sluice.receiver;

import dev.sluice.StorageLevel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Reads lines of UTF-8 text from a TCP server that it connects to.
 *
 * <p>A plain socket has no acknowledgement, so nobody sends again what a dead worker had buffered:
 * lines of the last block interval, and what the kernel held, are lost with the worker, and after
 * the end of the connection the receiver connects again and takes what the server then sends.
 */
public final class SocketTextReceiver extends SocketConnection<String> {
  private static final long serialVersionUID = 1L;

  /**
   * Creates a receiver of lines.
   *
   * @param host host name or address to connect to
   * @param port TCP port
   * @param storageLevel where the blocks are kept
   */
  public SocketTextReceiver(String host, int port, StorageLevel storageLevel) {
    super(host, port, storageLevel);
  }

  @Override
  void receive(InputStream content) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8));
    for (var line = reader.readLine(); line != null && !isStopped(); line = reader.readLine()) {
      store(line);
    }
  }
}
