package dev.sluice.operator.kubelet;

/** Gives every pod a loopback address of its own; Linux binds any address of 127.0.0.0/8. */
final class Addresses {
  private final int network;
  private int next = 1;

  /** Gives addresses of 127.network.0.0/16. */
  Addresses(int network) {
    this.network = network;
  }

  String take() {
    int number = next++;
    return "127.%d.%d.%d".formatted(network, number / 250, number % 250 + 1);
  }
}
