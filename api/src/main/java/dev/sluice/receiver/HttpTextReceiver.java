package dev.sluice.receiver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.StorageLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Takes lines of UTF-8 text by HTTP: {@code POST} with lines as its body is answered with 200 when
 * they are on as many workers as the storage level asks for and the driver knows them, so nothing
 * that is acknowledged is lost with one worker.
 *
 * <p>503 with {@code Retry-After} says that the lines were not taken, or that this is not known:
 * send them again. What was stored and not acknowledged is then there twice, as with every protocol
 * that has no identity for a message. There are at most {@value #MOST_WAITING} posts under way in a
 * receiver, of at most {@value #LONGEST_BODY} bytes each (413 for more). {@code GET} is answered
 * with 200 by a receiver that takes lines.
 */
public final class HttpTextReceiver extends ListeningReceiver {
  private static final long serialVersionUID = 1L;

  /** Posts that wait in one receiver to be stored. */
  public static final int MOST_WAITING = 48;

  /** Length of the longest body in bytes. */
  public static final int LONGEST_BODY = 4 << 20;

  private static final int THREADS = MOST_WAITING + 16;
  private static final int BACKLOG = 256;
  private static final int LAST_POSTS_SECONDS = 1;
  private static final long LONGEST_STORE_SECONDS = 30;

  private transient @Nullable HttpServer server;
  private transient @Nullable ExecutorService threads;
  private transient @Nullable PostedLines posts;

  /**
   * Creates a receiver that listens.
   *
   * @param port TCP port, the same on each worker
   * @param mostReceivers how many workers listen at the most
   * @param storageLevel where blocks are kept
   */
  public HttpTextReceiver(int port, int mostReceivers, StorageLevel storageLevel) {
    super(port, mostReceivers, storageLevel);
  }

  @Override
  public void onStart() {
    try {
      var listening = HttpServer.create(address(), BACKLOG);
      var pool = Executors.newFixedThreadPool(THREADS, task -> daemon(task, "http-receiver-post"));
      var queue = new PostedLines(MOST_WAITING, this::store);
      var room = new Semaphore(MOST_WAITING);
      listening.setExecutor(pool);
      listening.createContext("/", exchange -> handle(exchange, queue, room));
      daemon(queue::run, "http-receiver-blocks").start();
      listening.start();
      server = listening;
      threads = pool;
      posts = queue;
    } catch (IOException e) {
      cannotListen(e);
    }
  }

  @Override
  public void onStop() {
    var listening = server;
    var pool = threads;
    var queue = posts;
    if (listening == null || pool == null || queue == null) {
      return;
    }
    listening.stop(LAST_POSTS_SECONDS);
    queue.close();
    pool.shutdownNow();
  }

  private void handle(HttpExchange exchange, PostedLines queue, Semaphore room) throws IOException {
    try (exchange) {
      if (exchange.getRequestMethod().equals("GET")) {
        answer(exchange, isStopped() ? 503 : 200, isStopped() ? "stopping" : "ready");
      } else if (!exchange.getRequestMethod().equals("POST")) {
        answer(exchange, 405, "POST lines of text");
      } else if (isStopped() || !room.tryAcquire()) {
        answer(exchange, 503, "not taken; send it again");
      } else {
        try {
          take(exchange, queue);
        } finally {
          room.release();
        }
      }
    }
  }

  private static void take(HttpExchange exchange, PostedLines queue) throws IOException {
    var body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
    if (body.length > LONGEST_BODY) {
      answer(exchange, 413, "a body has at most " + LONGEST_BODY + " bytes");
      return;
    }
    List<String> lines = new String(body, StandardCharsets.UTF_8).lines().toList();
    if (lines.isEmpty()) {
      answer(exchange, 200, "stored 0");
      return;
    }
    try {
      queue.add(lines).get(LONGEST_STORE_SECONDS, TimeUnit.SECONDS);
      answer(exchange, 200, "stored " + lines.size());
    } catch (ExecutionException | TimeoutException e) {
      answer(exchange, 503, "not known to be stored; send it again");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      answer(exchange, 503, "not known to be stored; send it again");
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    var bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    if (status == 503) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
