package dev.sluice.operator.load;

import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.cluster.MockDispatcher;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.crud.AttributeSet;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The mock API server: enough for some hundreds of jobs, then it is slower than the operator. */
final class MockedServer implements ApiServer {
  private static final String OWN_AGENT = "load-generator";

  private final MockDispatcher dispatcher = new Counting();
  private final Map<String, LongAdder> requests = new ConcurrentHashMap<>();
  private final KubernetesMockServer server;
  private final KubernetesClient client;

  MockedServer() throws IOException {
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), dispatcher, false);
    server.init();
    client =
        server.createClient(
            builder -> builder.editOrNewConfig().withUserAgent(OWN_AGENT).endConfig());
    try (InputStream definition =
        StreamingJob.class.getClassLoader().getResourceAsStream(StreamingJob.DEFINITION)) {
      client.load(definition).create();
    }
  }

  /** Adds copies of all that it has of a job. */
  void copy(CopiedJob job, int copies) {
    List.copyOf(dispatcher.getMap().values()).stream()
        .filter(job::owns)
        .forEach(object -> copy(job, object, copies));
  }

  private void copy(CopiedJob job, String object, int copies) {
    var path = CopiedJob.path(object);
    for (var number = 1; number <= copies; number++) {
      dispatcher.processEvent(path, dispatcher.getKey(path), null, null, job.copy(object, number));
    }
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public String namespace() {
    return "default";
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL",
        "http://" + server.getHostName() + ":" + server.getPort(),
        "KUBECONFIG",
        "/nonexistent");
  }

  /** Requests by verb and resource. */
  @Override
  public Map<String, Long> requests() {
    return requests.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, entry -> entry.getValue().sum(), Long::sum, TreeMap::new));
  }

  @Override
  public void close() {
    client.close();
    server.destroy();
  }

  private final class Counting extends MockDispatcher {
    @Override
    public MockResponse dispatch(RecordedRequest request) {
      if (!OWN_AGENT.equals(request.getHeader("User-Agent"))) {
        requests.computeIfAbsent(kind(request), any -> new LongAdder()).increment();
      }
      return super.dispatch(request);
    }

    /** Keeps no events: nobody reads them, and everything is looked through for each request. */
    @Override
    public void processEvent(
        String path,
        AttributeSet pathAttributes,
        @Nullable AttributeSet oldAttributes,
        @Nullable GenericKubernetesResource resource,
        @Nullable String newState) {
      if (!path.endsWith("/events")) {
        super.processEvent(path, pathAttributes, oldAttributes, resource, newState);
      }
    }

    private String kind(RecordedRequest request) {
      var path = request.getPath().replaceFirst("\\?.*", "").split("/", -1);
      var resource = "";
      for (var i = 0; i + 2 < path.length; i++) {
        if (path[i].equals("namespaces")) {
          resource = path[i + 2] + (path.length > i + 4 ? "/" + path[i + 4] : "");
        }
      }
      return request.getMethod() + " " + (resource.isEmpty() ? path[path.length - 1] : resource);
    }
  }
}
