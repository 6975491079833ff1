package dev.sluice.chaos.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;

/** An HTTP proxy before the S3 server that lets requests fail as the weather is. Thread-safe. */
public final class StoreProxy implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 512;

  private final ServerSocket server;
  private final StoreWeather weather;
  private final IntSupplier storePort;
  private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);

  /**
   * Listens at any free port.
   *
   * @param weather says what becomes of a request
   * @param storePort asked for each connection: where the S3 server is now
   */
  public StoreProxy(StoreWeather weather, IntSupplier storePort) throws IOException {
    this.weather = weather;
    this.storePort = storePort;
    server = new ServerSocket(0, MOST_CONNECTIONS, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** {@return its address} */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        if (weather.isOutage() || !connections.tryAcquire()) {
          ProxiedConnection.reset(client);
        } else {
          start(() -> serve(new ProxiedConnection(client, weather, storePort)));
        }
      } catch (IOException e) {
        // closed, or a client that is gone already
      }
    }
  }

  private void serve(ProxiedConnection connection) {
    try {
      connection.serve();
    } finally {
      connections.release();
    }
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "store-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
