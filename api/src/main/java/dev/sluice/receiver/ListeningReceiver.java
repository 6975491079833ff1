package dev.sluice.receiver;

import dev.sluice.StorageLevel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Receives lines of text from peers that connect to it: every receiver worker listens on the same
 * port, so that a Service spreads the peers over all of them.
 */
abstract class ListeningReceiver extends ShardedReceiver<String> {
  private static final long serialVersionUID = 1L;

  /** Where the worker can be reached; other processes of the job reach it there, too. */
  private static final String BIND_ADDRESS = "SLUICE_BIND_ADDRESS";

  private final int port;

  ListeningReceiver(int port, int mostReceivers, StorageLevel storageLevel) {
    super(storageLevel, mostReceivers);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a port is between 1 and 65535: " + port);
    }
    this.port = port;
  }

  @Override
  public final boolean onePerWorker() {
    return true;
  }

  /** The address of this worker, or that of the loopback device in a job that is one process. */
  final InetSocketAddress address() {
    var host = System.getenv(BIND_ADDRESS);
    return host == null || host.isBlank()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
        : new InetSocketAddress(host, port);
  }

  /** Starts again later, since nothing can be received now. */
  final void cannotListen(Exception reason) {
    restart(
        "cannot listen on port %d of this worker: %s; another process has it, or another receiver of this job listens there"
            .formatted(port, reason.getMessage()),
        reason);
  }

  final Thread daemon(Runnable task, String name) {
    var thread = new Thread(task, name + "-" + streamId());
    thread.setDaemon(true);
    return thread;
  }
}
