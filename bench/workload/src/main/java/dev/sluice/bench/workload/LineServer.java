package dev.sluice.bench.workload;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Serves the lines to one client as fast as it takes them, or at a rate; a process of its own. It
 * prints its port. A line on its standard input stops it: it prints the number of lines sent, and
 * keeps the connection until its input ends.
 */
public final class LineServer {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final int LINES_A_MARK = 100;
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final byte[][] lines =
      IntStream.range(0, Lines.COUNT)
          .mapToObj(index -> (Lines.get(index) + "\n").getBytes(ISO_8859_1))
          .toArray(byte[][]::new);
  private final ByteBuffer block = ByteBuffer.allocateDirect(2 * BLOCK_BYTES);
  private final long linesASecond;
  private volatile boolean stopping;
  private long sent;

  private LineServer(long linesASecond) {
    this.linesASecond = linesASecond;
  }

  /**
   * Runs until its standard input ends.
   *
   * @param arguments lines a second, or 0 for as many as the client takes
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var server = new LineServer(Long.parseLong(arguments[0]));
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var listening = ServerSocketChannel.open().bind(address);
        var orders = new BufferedReader(new InputStreamReader(System.in, ISO_8859_1))) {
      System.out.println(((InetSocketAddress) listening.getLocalAddress()).getPort());
      try (var client = listening.accept()) {
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var serving = new Thread(() -> server.serve(client), "serving");
        serving.setDaemon(true);
        serving.start();
        orders.readLine();
        server.stopping = true;
        serving.join();
        System.out.println(server.sent);
        orders.readLine();
      }
    }
  }

  private void serve(SocketChannel client) {
    var start = System.nanoTime();
    var startMicros = TimeUnit.NANOSECONDS.toMicros(start);
    try {
      while (!stopping) {
        block.clear();
        if (linesASecond == 0) {
          fill(Long.MAX_VALUE, 0);
        } else {
          fill((long) ((System.nanoTime() - start) * 1e-9 * linesASecond), startMicros);
        }
        if (block.position() == 0) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        block.flip();
        while (block.hasRemaining()) {
          client.write(block);
        }
      }
    } catch (IOException e) {
      System.err.println("the client is gone: " + e);
    }
  }

  /** Fills a block with whole lines until as many are sent as are due. */
  private void fill(long due, long startMicros) {
    for (; sent < due && block.position() < BLOCK_BYTES; sent++) {
      var line = lines[(int) (sent % lines.length)];
      if (linesASecond > 0 && sent % LINES_A_MARK == 0) {
        var dueMicros = startMicros + sent * 1_000_000 / linesASecond;
        block.put(line, 0, line.length - 1);
        block.put((" " + Delays.MARK + dueMicros + "\n").getBytes(ISO_8859_1));
      } else {
        block.put(line);
      }
    }
  }
}
