package dev.sluice.operator.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One running container: a local process with its address, files and probes. */
final class PodProcess {
  private final Pod pod;
  private final String address;
  private final PodDirectory directory;
  private final Process process;
  private final Instant started = Instant.now();
  private boolean up;
  private boolean ready;
  private int failures;
  private boolean asked;

  private PodProcess(Pod pod, String address, PodDirectory directory, Process process) {
    this.pod = pod;
    this.address = address;
    this.directory = directory;
    this.process = process;
  }

  static PodProcess start(
      Pod pod,
      String address,
      PodDirectory directory,
      List<String> command,
      Map<String, String> environment)
      throws IOException {
    Path log = directory.root().resolve("log");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("SLUICE_") || name.startsWith("AWS_"));
    variables.putAll(environment);
    return new PodProcess(pod, address, directory, builder.start());
  }

  Process process() {
    return process;
  }

  String address() {
    return address;
  }

  Instant started() {
    return started;
  }

  boolean ready() {
    return ready;
  }

  /** Shows the process the annotations that its pod has now. */
  void show(Pod changed) throws IOException {
    directory.show(changed);
  }

  String terminationMessage() throws IOException {
    return directory.terminationMessage();
  }

  /**
   * Asks the probe that is due: startup until it succeeds, readiness afterwards.
   *
   * @return the answer; empty while the one before is out, as a kubelet asks one at a time
   */
  Optional<CompletableFuture<Boolean>> probe(HttpClient http) {
    if (asked) {
      return Optional.empty();
    }
    asked = true;
    Container container = pod.getSpec().getContainers().get(0);
    Probe probe = up ? container.getReadinessProbe() : container.getStartupProbe();
    HTTPGetAction action = probe.getHttpGet();
    var uri =
        URI.create("http://" + address + ":" + action.getPort().getIntVal() + action.getPath());
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(probe.getTimeoutSeconds()))
            .GET()
            .build();
    return Optional.of(
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .handle((response, failure) -> failure == null && response.statusCode() < 400));
  }

  /** Takes the answer of a probe and returns whether readiness has changed. */
  boolean probed(boolean success) {
    asked = false;
    if (!up) {
      up = success;
      return false;
    }
    failures = success ? 0 : failures + 1;
    boolean before = ready;
    int threshold = pod.getSpec().getContainers().get(0).getReadinessProbe().getFailureThreshold();
    ready = success || (ready && failures < threshold);
    return ready != before;
  }
}
