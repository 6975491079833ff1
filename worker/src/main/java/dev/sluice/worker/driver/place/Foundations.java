package dev.sluice.worker.driver.place;

import dev.sluice.worker.checkpoint.CommitLog;
import dev.sluice.worker.control.ControlServer;
import dev.sluice.worker.security.TlsMaterial;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.StoreLocation;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What a job stands on: the store, verified, and the server that its workers connect to. For a
 * driver process both are opened by threads of their own while the program's {@code main} runs,
 * since a driver that replaces another one has no time to lose.
 */
public final class Foundations implements AutoCloseable {
  private static final long CLOSE_MILLIS = 2_000;

  private final CompletableFuture<ObjectStore> store;
  private final CompletableFuture<ControlServer> control;
  private final String name;

  private Foundations(
      CompletableFuture<ObjectStore> store, CompletableFuture<ControlServer> control, String name) {
    this.store = store;
    this.control = control;
    this.name = name;
  }

  /**
   * Begins to open those of a driver process.
   *
   * @param location where state and log are
   * @param address address to listen on
   * @param port port to listen on; 0 for any free one
   * @param tlsDirectory certificates of the job; null for none
   */
  public static Foundations of(
      StoreLocation location, String address, int port, @Nullable Path tlsDirectory) {
    return new Foundations(
        begin("open-store", () -> openStore(location)),
        begin("open-control", () -> listen(address, port, tlsDirectory)),
        "");
  }

  /** Begins to open those of a job inside of this JVM. */
  static Foundations inThisJvm(StoreLocation location) {
    var name = "sluice-" + UUID.randomUUID();
    return new Foundations(
        begin("open-store", () -> openStore(location)),
        begin("open-control", () -> ControlServer.inProcess(name)),
        name);
  }

  /**
   * Waits for the store; the caller closes it.
   *
   * @throws dev.sluice.worker.storage.StoreException if it cannot hold the job's log
   */
  public ObjectStore store() {
    return result(store);
  }

  /**
   * Waits for the server; the caller closes it.
   *
   * @throws dev.sluice.worker.settings.PortUnavailableException if the port cannot be had
   */
  public ControlServer control() {
    return result(control);
  }

  /** {@return the name of the server inside of this JVM; empty for one that has a port} */
  public String name() {
    return name;
  }

  /**
   * Closes what was opened, for a job that was never started. Waits for a moment, so that nothing
   * is written to the store afterwards.
   */
  @Override
  public void close() {
    closed(store.thenAccept(ObjectStore::close));
    closed(control.thenAccept(ControlServer::close));
  }

  private static void closed(CompletableFuture<Void> closing) {
    var unused =
        closing
            .exceptionally(failure -> null) // what could not be opened needs no closing
            .completeOnTimeout(null, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
            .join();
  }

  private static ObjectStore openStore(StoreLocation location) {
    var store = ObjectStores.open(location);
    try {
      CommitLog.probe(store, "");
      return store;
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static ControlServer listen(String address, int port, @Nullable Path tlsDirectory) {
    return ControlServer.listen(
        address, port, tlsDirectory == null ? null : TlsMaterial.load(tlsDirectory));
  }

  /** Loads in the background what every job needs, while the program describes its own. */
  public static void prepare() {
    // These do not log.
    inBackground("prepare-messages", ControlServer::prepare);
    inBackground("prepare-log", CommitLog::prepare);
  }

  private static <T> CompletableFuture<T> begin(String name, Supplier<T> task) {
    // Logging that two threads set up at once warns on the standard error, where users look.
    LoggerFactory.getILoggerFactory();
    return CompletableFuture.supplyAsync(task, begun -> inBackground(name, begun));
  }

  private static void inBackground(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static <T> T result(CompletableFuture<T> opened) {
    try {
      return opened.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
