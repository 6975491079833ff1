package dev.sluice.operator.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Leaves jobs alone, and measures what the operator does meanwhile. */
final class IdleTime {
  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("scale.idleSeconds", 120));

  private IdleTime() {}

  static void pass(ApiServer server, OperatorProcess operator, Figures figures)
      throws InterruptedException {
    var before = server.requests();
    var requested = server.requested();
    var processor = operator.processorTime();
    var early = new CountDownLatch(1).await(LENGTH.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(early).isFalse();
    var after = server.requests();
    var hours = LENGTH.toSeconds() / 3600.0;
    figures.add(
        "requests per job and hour, idle",
        (server.requested() - requested) / hours / figures.jobs());
    figures.add(
        "cores taken, idle",
        1.0 * operator.processorTime().minus(processor).toMillis() / LENGTH.toMillis());
    var kinds = new TreeMap<String, Long>();
    after.forEach((kind, count) -> kinds.put(kind, count - before.getOrDefault(kind, 0L)));
    kinds.values().removeIf(count -> count == 0);
    System.out.println("idle requests: " + kinds);
  }
}
