package dev.sluice.operator.connect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes connections on until told to forget them: then neither side hears of the other again, nor
 * that it will not, as with a load balancer that drops idle connections.
 */
final class ForgetfulProxy implements AutoCloseable {
  private static final int BUFFER_BYTES = 8192;
  private static final int HANDSHAKE_AND_FIRST_EVENTS = 2;

  private final ServerSocket listening;
  private final int target;
  private volatile @Nullable String forgetful;
  private final List<Passage> passages = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "forgetful-proxy");
            thread.setDaemon(true);
            return thread;
          });

  ForgetfulProxy(int target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** Forgets each connection over which a watch was begun, after its first events. */
  void forgetWatchesOf(String resources) {
    forgetful = resources;
  }

  /** Forgets the connections that there are; new ones are passed on. Returns how many those are. */
  int forget() {
    var forgotten = List.copyOf(passages);
    forgotten.forEach(passage -> passage.forgotten = true);
    passages.removeAll(forgotten);
    return forgotten.size();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (var passage : passages) {
      passage.close();
    }
    threads.shutdownNow();
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        var passage = new Passage(client, new Socket(InetAddress.getLoopbackAddress(), target));
        passages.add(passage);
        threads.execute(
            () -> passage.pass(passage.client, passage.server, request -> sent(passage, request)));
        threads.execute(
            () -> passage.pass(passage.server, passage.client, unused -> answered(passage)));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void sent(Passage passage, String request) {
    String resources = forgetful;
    if (resources != null && request.contains("/" + resources + "?allowWatchBookmarks")) {
      passage.answersLeft.set(HANDSHAKE_AND_FIRST_EVENTS);
    }
  }

  private static void answered(Passage passage) {
    if (passage.answersLeft.decrementAndGet() == 0) {
      passage.forgotten = true;
    }
  }

  private static final class Passage {
    private final Socket client;
    private final Socket server;
    private final AtomicInteger answersLeft = new AtomicInteger();
    private volatile boolean forgotten;

    private Passage(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    private void pass(Socket from, Socket to, Consumer<String> passing) {
      var buffer = new byte[BUFFER_BYTES];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          if (!forgotten) {
            passing.accept(new String(buffer, 0, read, ISO_8859_1));
            out.write(buffer, 0, read);
            out.flush();
          }
        }
      } catch (IOException e) {
        // One side has closed it.
      } finally {
        if (!forgotten) {
          close();
        }
      }
    }

    private void close() {
      try (client;
          server) {
        client.shutdownInput();
      } catch (IOException e) {
        // It was closed before.
      }
    }
  }
}
