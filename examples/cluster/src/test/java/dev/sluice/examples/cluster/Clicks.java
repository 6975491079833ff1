package dev.sluice.examples.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Posts lines to receivers in turn, as a Service does, and counts what they acknowledged. */
final class Clicks implements AutoCloseable {
  private static final int THREADS = 6;
  private static final int LINES = 50;
  private static final String BODY = "/home\n".repeat(LINES);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final int port;
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong turn = new AtomicLong();
  private final Set<String> peers = ConcurrentHashMap.newKeySet();
  private volatile List<String> addresses = List.of();
  private volatile long pauseNanos = TimeUnit.SECONDS.toNanos(1);
  private volatile boolean stopped;

  /** Begins to post to a port of the receivers, of which the newest list is asked for each time. */
  Clicks(int port, Supplier<List<String>> receivers) {
    this.port = port;
    for (int i = 0; i < THREADS; i++) {
      boolean asks = i == 0;
      threads.execute(
          () -> {
            while (!stopped) {
              if (asks) {
                addresses = receivers.get();
              }
              post();
              LockSupport.parkNanos(pauseNanos);
            }
          });
    }
  }

  void rate(long postsPerSecondOfAThread) {
    pauseNanos = TimeUnit.SECONDS.toNanos(1) / postsPerSecondOfAThread;
  }

  /** Lines that were acknowledged. */
  long stored() {
    return stored.get();
  }

  /** Lines of which nobody knows whether they are stored. */
  long unknown() {
    return unknown.get();
  }

  /** Receivers that have acknowledged something. */
  int peers() {
    return peers.size();
  }

  /** Posts nothing more. */
  void stop() throws InterruptedException {
    stopped = true;
    threads.shutdown();
    if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("a post has not been answered for a minute");
    }
  }

  @Override
  public void close() {
    stopped = true;
    threads.shutdownNow();
  }

  private void post() {
    List<String> all = addresses;
    if (all.isEmpty()) {
      return;
    }
    String peer = all.get((int) (turn.getAndIncrement() % all.size()));
    try {
      int status =
          http.send(
                  HttpRequest.newBuilder(URI.create("http://" + peer + ":" + port + "/"))
                      .timeout(Duration.ofSeconds(40))
                      .POST(HttpRequest.BodyPublishers.ofString(BODY))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode();
      if (status == 200) {
        stored.addAndGet(LINES);
        peers.add(peer);
      } else {
        unknown.addAndGet(LINES);
      }
    } catch (java.net.ConnectException e) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    } catch (IOException e) {
      unknown.addAndGet(LINES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
