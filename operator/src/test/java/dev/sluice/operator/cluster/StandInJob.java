package dev.sluice.operator.cluster;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.kubelet.StandIn;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A job with real processes whose program is a stand-in, and the operator in this process, for each
 * test anew.
 */
final class StandInJob implements BeforeEachCallback, AfterEachCallback {
  static final String NAME = "words";

  private record Started(Path root, Path control, MockCluster cluster) {}

  private @Nullable Started started;

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    var root = Files.createTempDirectory("stand-in-job-");
    var control = Files.createDirectories(root.resolve("control"));
    started = new Started(root, control, new MockCluster(root, StandIn.command(), 1));
    cluster().startOperator();
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    cluster().close();
    try (var files = Files.walk(requireNonNull(started).root())) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  /** Tells the stand-in what to do. */
  Path control() {
    return requireNonNull(started).control();
  }

  MockCluster cluster() {
    return requireNonNull(started).cluster();
  }

  StreamingJob apply() {
    return cluster().apply(Jobs.job(NAME, "configuration: {test.control: \"" + control() + "\"}"));
  }

  List<String> finalizers() {
    return cluster().job(NAME).orElseThrow().getMetadata().getFinalizers();
  }

  Optional<StreamingJobStatus> status() {
    return cluster().job(NAME).map(StreamingJob::getStatus);
  }

  Optional<String> ready() {
    return condition("Ready");
  }

  Optional<String> condition(String type) {
    return find(type).map(found -> found.status() + "/" + found.reason());
  }

  String message(String type) {
    return find(type).map(JobCondition::message).orElse("");
  }

  private Optional<JobCondition> find(String type) {
    return status().stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  String environment(String podName, String variable) {
    Pod pod = cluster().pods(podName).get(0);
    return pod.getSpec().getContainers().get(0).getEnv().stream()
        .filter(found -> found.getName().equals(variable))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  static ConditionFactory soon() {
    return await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(NoSuchElementException.class);
  }
}
