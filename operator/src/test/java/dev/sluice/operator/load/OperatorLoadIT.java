package dev.sluice.operator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Makes jobs at a steady rate, lets them be, changes some, starts the operator anew before all of
 * them, and deletes them; prints what that took. Run by {@code mvn verify -Pscale}; see
 * docs/operations.md.
 */
@EnabledIfSystemProperty(named = "scale.jobs", matches = "\\d+")
class OperatorLoadIT {
  private static final int CHANGES = 100;
  private static final double KIB = 1024;
  private static final double MIB = 1024 * KIB;

  private final int jobs = Integer.getInteger("scale.jobs");
  private final int perMinute = Integer.getInteger("scale.perMinute", 300);
  private final Figures figures = new Figures(jobs);

  @Test
  void holdsAThousandJobs() throws Exception {
    var logs = Files.createDirectories(Path.of("target", "scale"));
    try (var server = server(logs);
        var drivers = new Drivers();
        var kubelet = new InstantKubelet(server.client(), server.namespace(), drivers.epochs())) {
      try (var operator = new OperatorProcess(server.environment(), logs.resolve("first.log"))) {
        await().atMost(Duration.ofMinutes(1)).until(operator::isReady);
        server.jobs().create(name(jobs + 1));
        await().atMost(Duration.ofMinutes(1)).until(() -> server.jobs().isReady(name(jobs + 1)));
        var first = operator.heap(logs.resolve("heap-one.txt"));
        creates(server, kubelet);
        figures.add("memory after creation, most, MiB", operator.mostMemory());
        var heap = operator.heap(logs.resolve("heap.txt"));
        assertThat(heap.count(ManagedFieldsEntry.class)).isZero();
        figures.add("live heap with one job, MiB", first.bytes() / MIB);
        figures.add("live heap, MiB", heap.bytes() / MIB);
        figures.add("live heap of a job, KiB", (heap.bytes() - first.bytes()) / KIB / jobs);
        IdleTime.pass(server, operator, figures);
        changes(server, kubelet, operator);
        figures.add("memory, most, MiB", operator.mostMemory());
        assertThat(operator.isAlive()).isTrue();
      }
      var before = kubelet.askedNanos().size();
      try (var operator = new OperatorProcess(server.environment(), logs.resolve("second.log"))) {
        var started = System.nanoTime();
        server.jobs().create(name(jobs));
        awaitPod(kubelet, name(jobs) + "-driver-1");
        figures.add("cold start to the pod of a new job, s", seconds(System.nanoTime() - started));
        await().atMost(Duration.ofMinutes(1)).until(() -> server.jobs().isReady(name(jobs)));
        figures.add(
            "processor time of the cold start, s", operator.processorTime().toMillis() / 1e3);
        figures.add("memory of the cold start, most, MiB", operator.mostMemory());
        assertThat(kubelet.askedNanos()).as("no pod of another job").hasSize(before + 4);
        deletes(server);
      }
    } finally {
      figures.tell(logs.resolve("figures.jsonl"));
    }
  }

  private static ApiServer server(Path logs) throws IOException {
    var kubeconfig = System.getProperty("scale.kubeconfig", "");
    return kubeconfig.isEmpty()
        ? new MockedServer()
        : new GivenServer(Path.of(kubeconfig), logs.toAbsolutePath());
  }

  private void creates(ApiServer server, InstantKubelet kubelet) throws InterruptedException {
    var asked = new HashMap<String, Long>();
    var before = server.requested();
    var begun = System.nanoTime();
    var pace = new CountDownLatch(1);
    for (var number = 0; number < jobs; number++) {
      var due = begun + number * TimeUnit.MINUTES.toNanos(1) / perMinute;
      var early = pace.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(early).isFalse();
      asked.put(name(number) + "-driver-1", System.nanoTime());
      server.jobs().create(name(number));
    }
    for (var number = 0; number < jobs; number++) {
      awaitPod(kubelet, name(number) + "-driver-1");
    }
    figures.add("jobs made per minute", jobs * 60e9 / (System.nanoTime() - begun));
    percentiles("creation to the driver's pod, ms", kubelet, asked);
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(server.jobs().notReady()).isEmpty());
    figures.add("all jobs ready after, s", seconds(System.nanoTime() - begun));
    figures.add("requests per job, creation to ready", 1.0 * (server.requested() - before) / jobs);
  }

  /** One executor more: what a user changes most often. */
  private void changes(ApiServer server, InstantKubelet kubelet, OperatorProcess operator)
      throws InterruptedException {
    var asked = new HashMap<String, Long>();
    var pace = new CountDownLatch(1);
    var changes = Math.min(CHANGES, jobs);
    for (var number = 0; number < changes; number++) {
      var early = pace.await(60_000 / perMinute, TimeUnit.MILLISECONDS);
      assertThat(early).isFalse();
      asked.put(name(number) + "-executor-2-3", System.nanoTime());
      server.jobs().executors(name(number), 3);
    }
    asked.keySet().forEach(pod -> awaitPod(kubelet, pod));
    percentiles("changed spec to the new pod, ms", kubelet, asked);
    assertThat(operator.isAlive()).isTrue();
  }

  private void deletes(ApiServer server) {
    var begun = System.nanoTime();
    var all = server.jobs().all();
    // One by one, as kubectl does: by one request it takes longer than a client waits.
    all.list().getItems().forEach(job -> all.withName(job.getMetadata().getName()).delete());
    await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> all.list().getItems().isEmpty());
    figures.add("all jobs deleted and gone after, s", seconds(System.nanoTime() - begun));
  }

  private void percentiles(String what, InstantKubelet kubelet, Map<String, Long> asked) {
    var millis =
        asked.entrySet().stream()
            .mapToDouble(
                entry ->
                    (kubelet.askedNanos().getOrDefault(entry.getKey(), Long.MAX_VALUE)
                            - entry.getValue())
                        / 1e6)
            .sorted()
            .toArray();
    figures.add(what + ", p50", millis[millis.length / 2]);
    figures.add(what + ", p99", millis[(int) Math.ceil(millis.length * 0.99) - 1]);
  }

  private static void awaitPod(InstantKubelet kubelet, String pod) {
    await()
        .alias(pod)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> kubelet.askedNanos().containsKey(pod));
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static String name(int number) {
    return "job-" + number;
  }
}
