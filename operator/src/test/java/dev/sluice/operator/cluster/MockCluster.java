package dev.sluice.operator.cluster;

import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobSnapshot;
import dev.sluice.operator.kubelet.CommandMapping;
import dev.sluice.operator.kubelet.ProcessKubelet;
import dev.sluice.operator.network.HttpTokens;
import dev.sluice.operator.reconcile.KnownJobs;
import dev.sluice.operator.reconcile.OperatorSettings;
import dev.sluice.operator.reconcile.StreamingJobReconciler;
import dev.sluice.operator.reconcile.StreamingJobSnapshotReconciler;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.javaoperatorsdk.operator.Operator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of one machine without containers: the fabric8 mock API server, the process kubelet,
 * name service, garbage collection and the operator under test.
 */
public final class MockCluster implements AutoCloseable {
  /** The only namespace. */
  public static final String NAMESPACE = "default";

  private static final String HTTP_KEY = "a key of the tests, of 32 letters";

  private final KnownJobs jobs = new KnownJobs();
  private volatile HttpTokens httpTokens = HttpTokens.of(HTTP_KEY);
  private final KubernetesMockServer server;
  private final KubernetesClient client;
  private final NameService names;
  private final GarbageCollector garbage;
  private final ProcessKubelet kubelet;
  private final List<Runnable> reconcilers = new ArrayList<>();
  private @Nullable Operator operator;

  /**
   * Starts a cluster; the operator is started separately.
   *
   * @param root directory for the files of pods
   * @param commands what runs for a container's command
   * @param network second byte of the pods' addresses, unless another cluster has it
   */
  public MockCluster(Path root, CommandMapping commands, int network) throws IOException {
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), new MockDispatcher(), false);
    server.init();
    client = server.createClient();
    installDefinitions();
    Path hosts = root.resolve("hosts");
    Files.createDirectories(root);
    names = new NameService(client, NAMESPACE, hosts);
    garbage = new GarbageCollector(client, NAMESPACE);
    kubelet =
        new ProcessKubelet(
            client,
            NAMESPACE,
            root.resolve("pods"),
            commands,
            Map.of("JAVA_TOOL_OPTIONS", NameService.javaOptions(hosts)),
            network);
  }

  /** Returns a client of the API server. */
  public KubernetesClient client() {
    return client;
  }

  /** Returns the kubelet. */
  public ProcessKubelet kubelet() {
    return kubelet;
  }

  /** Returns the address of the API server. */
  public String address() {
    return "http://" + server.getHostName() + ":" + server.getPort();
  }

  /** Returns the jobs that the operator knows of. */
  public KnownJobs jobs() {
    return jobs;
  }

  /** Returns what drivers of a job ask for, as somebody finds it who may read its Secret. */
  public Optional<String> httpToken(String job) {
    return client
        .secrets()
        .inNamespace(NAMESPACE)
        .withLabel("sluice.dev/job", job)
        .list()
        .getItems()
        .stream()
        .filter(secret -> !secret.getMetadata().getName().endsWith("-other"))
        .findFirst()
        .map(secret -> secret.getData().get("http-token"))
        .map(token -> new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8));
  }

  /** Gives the operator other keys for tokens, as when its Secret changes. */
  public void httpKeys(HttpTokens keys) {
    httpTokens = keys;
  }

  /** Returns the reasons of all events. */
  public List<String> events() {
    return client.events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .map(Event::getReason)
        .toList();
  }

  /** Starts the operator in this process. */
  public void startOperator() {
    startOperator(client);
  }

  /** Starts the operator in this process with a client of its own, which is left open. */
  public void startOperator(KubernetesClient connection) {
    var settings =
        new OperatorSettings(
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            List.of(),
            () -> httpTokens,
            Duration.ofDays(90));
    var started = new StreamingJobReconciler(connection, Clock.systemUTC(), settings, jobs);
    var snapshots = new StreamingJobSnapshotReconciler(connection, Clock.systemUTC(), settings);
    var fresh =
        new Operator(
            overrider ->
                overrider
                    .withKubernetesClient(connection)
                    .withCloseClientOnStop(false)
                    .checkingCRDAndValidateLocalModel(false)
                    .withUseSSAToPatchPrimaryResource(false)
                    .withSSABasedCreateUpdateMatchForDependentResources(false));
    fresh.register(started);
    fresh.register(snapshots);
    fresh.start();
    reconcilers.add(started::close);
    reconcilers.add(snapshots::close);
    operator = fresh;
  }

  /** Stops the operator as a crash between two passes does: pods are left alone. */
  public void stopOperator() {
    if (operator != null) {
      operator.stop();
      operator = null;
    }
    reconcilers.forEach(Runnable::run);
    reconcilers.clear();
  }

  /** Creates a job. */
  public StreamingJob apply(StreamingJob job) {
    return client.resources(StreamingJob.class).inNamespace(NAMESPACE).resource(job).create();
  }

  /** Returns a job as it is now. */
  public Optional<StreamingJob> job(String name) {
    return Optional.ofNullable(
        client.resources(StreamingJob.class).inNamespace(NAMESPACE).withName(name).get());
  }

  /** Returns the pods whose names begin with a prefix. */
  public List<Pod> pods(String prefix) {
    return client.pods().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getName().startsWith(prefix))
        .toList();
  }

  /** Returns what a job owns. */
  public List<HasMetadata> owned(StreamingJob job) {
    return garbage.owned(job);
  }

  @Override
  public void close() {
    stopOperator();
    kubelet.close();
    garbage.close();
    names.close();
    client.close();
    server.destroy();
  }

  private void installDefinitions() throws IOException {
    for (String name : List.of(StreamingJob.DEFINITION, StreamingJobSnapshot.DEFINITION)) {
      try (InputStream definition = StreamingJob.class.getClassLoader().getResourceAsStream(name)) {
        client.load(definition).create();
      }
    }
  }
}
