package dev.sluice.operator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.cluster.Jobs;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
  private static final Duration IDLE = Duration.ofMinutes(2);
  private static final int CHANGES = 100;
  private static final double KIB = 1024;
  private static final double MIB = 1024 * KIB;

  private final int jobs = Integer.getInteger("scale.jobs");
  private final int perMinute = Integer.getInteger("scale.perMinute", 300);
  private final List<String> figures = new ArrayList<>();

  @Test
  void holdsAThousandJobs() throws Exception {
    var logs = Files.createDirectories(Path.of("target", "scale"));
    try (var server = server(logs);
        var drivers = new Drivers();
        var kubelet = new InstantKubelet(server.client(), server.namespace(), drivers.epochs())) {
      try (var operator = new OperatorProcess(server.environment(), logs.resolve("first.log"))) {
        await().atMost(Duration.ofMinutes(1)).until(operator::isReady);
        create(server, jobs + 1);
        await().atMost(Duration.ofMinutes(1)).until(() -> isReady(server, jobs + 1));
        var first = operator.heap(logs.resolve("heap-one.txt"));
        creates(server, kubelet);
        figure("memory after creation, most, MiB", operator.mostMemory());
        var heap = operator.heap(logs.resolve("heap.txt"));
        assertThat(heap.count(ManagedFieldsEntry.class)).isZero();
        figure("live heap with one job, MiB", first.bytes() / MIB);
        figure("live heap, MiB", heap.bytes() / MIB);
        figure("live heap of a job, KiB", (heap.bytes() - first.bytes()) / KIB / jobs);
        idles(server, operator);
        changes(server, kubelet, operator);
        figure("memory, most, MiB", operator.mostMemory());
        assertThat(operator.isAlive()).isTrue();
      }
      var before = kubelet.askedNanos().size();
      try (var operator = new OperatorProcess(server.environment(), logs.resolve("second.log"))) {
        var started = System.nanoTime();
        create(server, jobs);
        awaitPod(kubelet, name(jobs) + "-driver-1");
        figure("cold start to the pod of a new job, s", seconds(System.nanoTime() - started));
        await().until(() -> isReady(server, jobs));
        figure("processor time of the cold start, s", operator.processorTime().toMillis() / 1e3);
        figure("memory of the cold start, most, MiB", operator.mostMemory());
        assertThat(kubelet.askedNanos()).as("no pod of another job").hasSize(before + 4);
        deletes(server);
      }
    } finally {
      figures.forEach(System.out::println);
      Files.write(logs.resolve("figures.jsonl"), figures);
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
    var begun = System.nanoTime();
    var pace = new CountDownLatch(1);
    for (var number = 0; number < jobs; number++) {
      var due = begun + number * TimeUnit.MINUTES.toNanos(1) / perMinute;
      var early = pace.await(due - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(early).isFalse();
      asked.put(name(number) + "-driver-1", System.nanoTime());
      create(server, number);
    }
    for (var number = 0; number < jobs; number++) {
      awaitPod(kubelet, name(number) + "-driver-1");
    }
    figure("jobs made per minute", jobs * 60e9 / (System.nanoTime() - begun));
    percentiles("creation to the driver's pod, ms", kubelet, asked);
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(notReady(server)).isEmpty());
    figure("all jobs ready after, s", seconds(System.nanoTime() - begun));
    figure("requests per job, creation to ready", 1.0 * total(server.requests()) / jobs);
  }

  private void idles(ApiServer server, OperatorProcess operator) throws InterruptedException {
    var before = server.requests();
    var processor = operator.processorTime();
    var early = new CountDownLatch(1).await(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(early).isFalse();
    var after = server.requests();
    var hours = IDLE.toSeconds() / 3600.0;
    figure("requests per job and hour, idle", (total(after) - total(before)) / hours / jobs);
    figure(
        "cores taken, idle",
        (operator.processorTime().toMillis() - processor.toMillis()) / 1.0 / IDLE.toMillis());
    var kinds = new TreeMap<String, Long>();
    after.forEach((kind, count) -> kinds.put(kind, count - before.getOrDefault(kind, 0L)));
    kinds.values().removeIf(count -> count == 0);
    System.out.println("idle requests: " + kinds);
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
      server
          .client()
          .resources(StreamingJob.class)
          .inNamespace(server.namespace())
          .withName(name(number))
          .edit(
              job -> {
                var wanted = Jobs.job(job.getMetadata().getName(), "executors: {replicas: 3}");
                job.setSpec(wanted.getSpec());
                return job;
              });
    }
    asked.keySet().forEach(pod -> awaitPod(kubelet, pod));
    percentiles("changed spec to the new pod, ms", kubelet, asked);
    assertThat(operator.isAlive()).isTrue();
  }

  private void deletes(ApiServer server) {
    var begun = System.nanoTime();
    var all = server.client().resources(StreamingJob.class).inNamespace(server.namespace());
    all.delete();
    await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> all.list().getItems().isEmpty());
    figure("all jobs deleted and gone after, s", seconds(System.nanoTime() - begun));
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
    figure(what + ", p50", millis[millis.length / 2]);
    figure(what + ", p99", millis[(int) Math.ceil(millis.length * 0.99) - 1]);
  }

  private static void awaitPod(InstantKubelet kubelet, String pod) {
    await()
        .alias(pod)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> kubelet.askedNanos().containsKey(pod));
  }

  private static void create(ApiServer server, int number) {
    var job = Jobs.job(name(number), "executors: {replicas: 2}");
    job.getMetadata().setNamespace(server.namespace());
    server.client().resource(job).create();
  }

  private List<String> notReady(ApiServer server) {
    return server
        .client()
        .resources(StreamingJob.class)
        .inNamespace(server.namespace())
        .list()
        .getItems()
        .stream()
        .filter(job -> !ready(job))
        .map(job -> job.getMetadata().getName())
        .toList();
  }

  private static boolean isReady(ApiServer server, int number) {
    return ready(
        server
            .client()
            .resources(StreamingJob.class)
            .inNamespace(server.namespace())
            .withName(name(number))
            .get());
  }

  private static boolean ready(StreamingJob job) {
    return job.getStatus() != null
        && job.getStatus().progress() != null
        && job.getStatus().conditions().stream()
            .anyMatch(
                condition -> condition.type().equals("Ready") && condition.status().equals("True"));
  }

  private void figure(String name, double value) {
    figures.add(
        "{\"figure\":\"%s\",\"jobs\":%d,\"value\":%s}"
            .formatted(name, jobs, String.format(Locale.ROOT, "%.2f", value)));
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  private static long total(Map<String, Long> requests) {
    return requests.values().stream().mapToLong(Long::longValue).sum();
  }

  private static String name(int number) {
    return "job-" + number;
  }
}
