package dev.sluice.receiver;

import dev.sluice.StorageLevel;
import dev.sluice.function.Function;
import java.io.InputStream;

/**
 * Reads records from a TCP server that it connects to, cut by a function of the program. Without a
 * guarantee, as {@link SocketTextReceiver}.
 *
 * @param <T> type of the records
 */
public final class SocketReceiver<T> extends SocketConnection<T> {
  private static final long serialVersionUID = 1L;

  private final Function<InputStream, Iterable<T>> converter;

  /**
   * Creates a receiver.
   *
   * @param host host name or address to connect to
   * @param port TCP port
   * @param converter gives the records of a connection, reading as they are asked for; called once
   *     a connection, on the worker
   * @param storageLevel where the blocks are kept
   */
  public SocketReceiver(
      String host,
      int port,
      Function<InputStream, Iterable<T>> converter,
      StorageLevel storageLevel) {
    super(host, port, storageLevel);
    this.converter = converter;
  }

  @Override
  void receive(InputStream content) throws Exception {
    for (var record : converter.call(content)) {
      if (isStopped()) {
        return;
      }
      store(record);
    }
  }
}
