package dev.sluice.receiver;

import dev.sluice.StorageLevel;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads whole blocks from a TCP server that it connects to: each is its length in bytes, four bytes
 * with the highest first, and then a {@link RecordBlock} of that length. A block is stored as one,
 * is not held back by the rate limit, and the next one is read when it is replicated. The server
 * hears nothing of it: as with every plain socket, what was sent to a worker that dies is lost.
 *
 * @param <T> type of the records
 */
public final class RawSocketReceiver<T> extends SocketConnection<T> {
  private static final long serialVersionUID = 1L;

  /** Length of the longest block, in bytes. */
  public static final int LONGEST_BLOCK = 16 << 20;

  /**
   * Creates a receiver of blocks.
   *
   * @param host host name or address to connect to
   * @param port TCP port
   * @param storageLevel where the blocks are kept
   */
  public RawSocketReceiver(String host, int port, StorageLevel storageLevel) {
    super(host, port, storageLevel);
  }

  @Override
  void receive(InputStream content) throws IOException {
    var blocks = new DataInputStream(content);
    while (!isStopped()) {
      int length;
      try {
        length = blocks.readInt();
      } catch (EOFException e) {
        return;
      }
      if (length < 0 || length > LONGEST_BLOCK) {
        throw new IOException(
            "a block is said to have %d bytes, the most are %d: the server speaks another protocol or its blocks are too large"
                .formatted(length, LONGEST_BLOCK));
      }
      var block = new byte[length];
      blocks.readFully(block);
      store(ByteBuffer.wrap(block));
    }
  }
}
