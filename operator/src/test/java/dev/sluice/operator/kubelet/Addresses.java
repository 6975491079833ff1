package dev.sluice.operator.kubelet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Gives every pod a loopback address of its own; Linux binds any address of 127.0.0.0/8. A port of
 * the network stays open until the end, so that no other cluster of this machine takes the same.
 */
final class Addresses implements AutoCloseable {
  private static final int GUARD_PORT = 7079;
  private static final int STEP = 16;
  private static final int LAST = 254;

  private final int network;
  private final ServerSocket guard;
  private int next = 1;

  private Addresses(int network, ServerSocket guard) {
    this.network = network;
    this.guard = guard;
  }

  /** Takes 127.network.0.0/16, or one further on if another cluster has it. */
  static Addresses claim(int network) {
    IOException taken = null;
    for (int candidate = network; candidate <= LAST; candidate += STEP) {
      try {
        InetAddress address = InetAddress.getByName("127." + candidate + ".255.254");
        return new Addresses(candidate, new ServerSocket(GUARD_PORT, 1, address));
      } catch (IOException e) {
        taken = e;
      }
    }
    throw new IllegalStateException(
        "every network from 127." + network + " on is taken, or port " + GUARD_PORT, taken);
  }

  String take() {
    int number = next++;
    return "127.%d.%d.%d".formatted(network, number / 250, number % 250 + 1);
  }

  @Override
  public void close() {
    try {
      guard.close();
    } catch (IOException e) {
      throw new IllegalStateException("cannot close the guard of 127." + network, e);
    }
  }
}
