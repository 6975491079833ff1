package dev.sluice.operator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.operator.observe.JobReader;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Starts the operator before jobs that run already, and prints what it takes for them. They are
 * copies of one: the mock API server would take very long to have the operator make them all.
 */
@EnabledIfSystemProperty(named = "scale.jobs", matches = "\\d+")
class ColdStartIT {
  private static final String ORIGINAL = "copied";
  private static final int PODS = 4;
  private static final double KIB = 1024;
  private static final double MIB = 1024 * KIB;
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Figures figures = new Figures(Integer.getInteger("scale.jobs"));

  @Test
  void holdsAThousandJobsThatRun() throws Exception {
    var logs = Files.createDirectories(Path.of("target", "scale"));
    try (var server = new MockedServer();
        var drivers = new Drivers();
        var kubelet = new InstantKubelet(server.client(), server.namespace(), drivers.epochs())) {
      double one;
      try (var operator = new OperatorProcess(server.environment(), logs.resolve("one.log"))) {
        server.jobs().create(ORIGINAL);
        await().atMost(LONG).until(() -> server.jobs().isReady(ORIGINAL));
        await().atMost(LONG).until(() -> server.jobs().isStable(ORIGINAL));
        one = operator.heap(logs.resolve("heap-one.txt")).bytes();
      }
      copy(server, drivers);
      await().atMost(LONG).until(() -> kubelet.askedNanos().size() == PODS * figures.jobs());
      try (var operator = new OperatorProcess(rarelyWriting(server), logs.resolve("cold.log"))) {
        server.jobs().create("added");
        await().atMost(LONG).until(() -> server.jobs().isReady("added"));
        figures.add("processor time to a new job, s", operator.processorTime().toMillis() / 1e3);
        figures.add("memory of the cold start, most, MiB", operator.mostMemory());
        var heap = operator.heap(logs.resolve("heap.txt"));
        assertThat(heap.count(ManagedFieldsEntry.class)).isZero();
        figures.add("live heap with one job, MiB", one / MIB);
        figures.add("live heap, MiB", heap.bytes() / MIB);
        figures.add("live heap of a job, KiB", (heap.bytes() - one) / KIB / figures.jobs());
        figures.add("memory, most, MiB", operator.mostMemory());
        assertThat(kubelet.askedNanos())
            .as("no pod of another job")
            .hasSize(PODS * (figures.jobs() + 1));
      }
    } finally {
      figures.tell(logs.resolve("cold-start.jsonl"));
    }
  }

  /** The mock API server can't take a status of every job each minute. */
  private static Map<String, String> rarelyWriting(MockedServer server) {
    var environment = new HashMap<>(server.environment());
    environment.put("SLUICE_PROGRESS_INTERVAL", "1h");
    return environment;
  }

  private void copy(MockedServer server, Drivers drivers) {
    var job = server.jobs().all().withName(ORIGINAL).get();
    var copied = new CopiedJob(JobReader.identity(job), job.getSpec());
    Map.copyOf(drivers.epochs())
        .forEach(
            (address, epoch) -> {
              for (var number = 1; number < figures.jobs(); number++) {
                drivers.epochs().put(CopiedJob.address(address, number), epoch);
              }
            });
    server.copy(copied, figures.jobs() - 1);
  }
}
