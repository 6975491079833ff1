package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

/**
 * Where a worker's {@link DataServer} is reached, and who must answer there: an address that was
 * reused by another worker is refused.
 */
public record PeerAddress(String workerId, String host, int port) {
  public PeerAddress {
    requireNonNull(workerId, "workerId is null");
    requireNonNull(host, "host is null");
    if (port <= 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be in 1..65535: " + port);
    }
  }

  @Override
  public String toString() {
    return workerId + " at " + host + ":" + port;
  }
}
