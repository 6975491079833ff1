package dev.sluice.worker.launch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ports of this machine for a run. They are chosen before the processes start, so that a process
 * that is started again is found at its old address. So nobody listens for a moment, and they are
 * taken from below those that systems give to connections and to whoever asks for any port: these
 * could be someone else's by then.
 */
public final class LocalPorts {
  /** Where everything of a local run listens. */
  static final String HOST = "127.0.0.1";

  private static final Logger LOG = LoggerFactory.getLogger(LocalPorts.class);
  private static final int LOWEST = 10_000;

  /** Linux gives out ports from 32768 on, others from 49152 on. */
  private static final int HIGHEST = 30_000;

  private static final int MOST_TRIES = 200;
  private static final SecureRandom RANDOM = new SecureRandom();

  private LocalPorts() {}

  /**
   * Chooses free ports.
   *
   * @param count how many
   * @return that many different ports, free a moment ago
   */
  public static List<Integer> choose(int count) {
    var sockets = new ArrayList<ServerSocket>();
    try {
      for (var i = 0; i < count; i++) {
        sockets.add(listenAnywhere());
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new LaunchException(
          ExitCode.UNAVAILABLE, "no free port on " + HOST + ": " + e.getMessage(), e);
    } finally {
      sockets.forEach(LocalPorts::close);
    }
  }

  /**
   * Takes a port that the user gave.
   *
   * @param port the port; 0 for any
   * @param option what the user calls it
   * @param free one to use if any is fine
   * @return the port
   * @throws LaunchException if it is in use
   */
  static int given(int port, String option, int free) {
    if (port == 0) {
      return free;
    }
    try (var socket = listen(port)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new LaunchException(
          ExitCode.UNAVAILABLE,
          "port %d (%s) is in use: end the program that listens there, or choose another port"
              .formatted(port, option),
          e);
    }
  }

  private static ServerSocket listenAnywhere() throws IOException {
    for (var tried = 0; tried < MOST_TRIES; tried++) {
      try {
        return listen(RANDOM.nextInt(LOWEST, HIGHEST));
      } catch (BindException e) {
        LOG.debug("a port is in use", e);
      }
    }
    return listen(0);
  }

  private static ServerSocket listen(int port) throws IOException {
    var socket = new ServerSocket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new LaunchException(
          ExitCode.UNAVAILABLE, "a port of " + HOST + " can't be freed: " + e.getMessage(), e);
    }
  }
}
