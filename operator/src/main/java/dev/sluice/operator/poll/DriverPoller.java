package dev.sluice.operator.poll;

import dev.sluice.operator.observe.DriverContact;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Asks the drivers how they are, at a fixed interval, with asynchronous requests: one thread starts
 * them all, two read the answers, none waits for one, and a driver has at most one request under
 * way.
 *
 * @param <K> what a job is known by
 */
public final class DriverPoller<K> implements AutoCloseable {
  private static final int LARGEST_ANSWER = 1 << 16;
  private static final int READERS = 2;

  private final Map<K, Target> targets = new ConcurrentHashMap<>();
  private final ExecutorService readers;
  private final HttpClient http;
  private final Clock clock;
  private final Duration timeout;
  private final Predicate<K> isWanted;
  private final Consumer<K> onChange;
  private final ScheduledExecutorService scheduler;
  private final ScheduledFuture<?> rounds;

  /**
   * Starts polling.
   *
   * @param interval from one round to the next
   * @param clock the time of answers
   * @param isWanted whether a job still exists; one that does not is forgotten
   * @param onChange told of a job whose driver answered differently, or refuses all tokens; called
   *     by a thread of the HTTP client, must not block
   */
  public DriverPoller(Duration interval, Clock clock, Predicate<K> isWanted, Consumer<K> onChange) {
    this.clock = clock;
    this.isWanted = isWanted;
    this.onChange = onChange;
    this.timeout = interval.compareTo(Duration.ofSeconds(2)) > 0 ? interval : Duration.ofSeconds(2);
    this.readers = Executors.newFixedThreadPool(READERS, task -> thread(task, "driver-reader"));
    this.http = HttpClient.newBuilder().connectTimeout(timeout).executor(readers).build();
    this.scheduler =
        Executors.newSingleThreadScheduledExecutor(task -> thread(task, "driver-poller"));
    long millis = interval.toMillis();
    this.rounds =
        scheduler.scheduleWithFixedDelay(this::round, millis, millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Polls this pod for the job from now on, and no other.
   *
   * @param tokens what the pod may ask for; tried one after the other
   */
  public void watch(K job, String podName, URI status, List<String> tokens) {
    targets
        .compute(
            job,
            (key, target) ->
                target != null && target.isFor(podName, status)
                    ? target
                    : new Target(podName, status, tokens, clock.instant()))
        .know(tokens);
  }

  /** Stops polling for a job. */
  public void forget(K job) {
    targets.remove(job);
  }

  /** Returns what polling the job's driver has brought. */
  public Optional<DriverContact> contact(K job) {
    return Optional.ofNullable(targets.get(job)).map(Target::contact);
  }

  @Override
  public void close() {
    rounds.cancel(true);
    scheduler.shutdownNow();
    readers.shutdownNow();
    targets.clear();
  }

  private static Thread thread(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private void round() {
    targets.keySet().removeIf(isWanted.negate());
    targets.forEach(this::ask);
  }

  private void ask(K job, Target target) {
    if (!target.begin()) {
      return;
    }
    CompletableFuture<?> unused =
        http.sendAsync(target.request(timeout), HttpResponse.BodyHandlers.ofByteArray())
            .whenComplete(
                (response, failure) -> {
                  boolean isRefused = response != null && response.statusCode() == 401;
                  boolean isStuck = isRefused && target.refuse(clock.instant());
                  target.end();
                  if (isStuck) {
                    onChange.accept(job);
                  }
                  if (response != null && response.statusCode() == 200) {
                    accept(job, target, response.body());
                  }
                });
  }

  private void accept(K job, Target target, byte[] body) {
    if (body.length > LARGEST_ANSWER) {
      return;
    }
    StatusDocument answer;
    try {
      answer = StatusDocument.parse(body);
    } catch (IOException e) {
      return;
    }
    if (target.accept(answer, clock.instant())) {
      onChange.accept(job);
    }
  }
}
