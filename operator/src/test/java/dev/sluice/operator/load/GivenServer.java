package dev.sluice.operator.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobSnapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The API server of a cluster whose nodes are cordoned or that has none, so that only {@link
 * InstantKubelet} runs pods. The operator has a service account of its own, and that has a flow
 * schema, by which the server counts the requests.
 */
final class GivenServer implements ApiServer {
  private static final String NAME = "sluice-load";
  private static final int REQUEST_MILLIS = 60_000;
  private static final long TOKEN_SECONDS = Duration.ofHours(4).toSeconds();
  private static final Pattern DISPATCHED =
      Pattern.compile(
          "(?m)^apiserver_flowcontrol_dispatched_requests_total\\{flow_schema=\"%s\".*} (\\S+)$"
              .formatted(NAME));
  private static final String OBJECTS =
      """
      apiVersion: v1
      kind: Namespace
      metadata: {name: NAME}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: NAME, namespace: NAME}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: NAME}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
      subjects: [{kind: ServiceAccount, name: NAME, namespace: NAME}]
      ---
      apiVersion: flowcontrol.apiserver.k8s.io/v1
      kind: FlowSchema
      metadata: {name: NAME}
      spec:
        matchingPrecedence: 100
        priorityLevelConfiguration: {name: workload-high}
        distinguisherMethod: {type: ByUser}
        rules:
        - subjects: [{kind: ServiceAccount, serviceAccount: {name: NAME, namespace: NAME}}]
          resourceRules:
          - {verbs: ["*"], apiGroups: ["*"], resources: ["*"], namespaces: ["*"], clusterScope: true}
          nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]
      """
          .replace("NAME", NAME);

  private final KubernetesClient client;
  private final Path kubeconfig;

  /**
   * Makes what the load needs.
   *
   * @param administrator the kubeconfig of one who may do everything
   * @param directory takes the operator's kubeconfig
   */
  GivenServer(Path administrator, Path directory) throws IOException {
    var configuration = Config.fromKubeconfig(administrator.toFile());
    configuration.setRequestTimeout(REQUEST_MILLIS); // a list of all jobs may take a while
    client = new KubernetesClientBuilder().withConfig(configuration).build();
    for (var name : List.of(StreamingJob.DEFINITION, StreamingJobSnapshot.DEFINITION)) {
      install(name);
    }
    if (client.nodes().list().getItems().stream().anyMatch(GivenServer::runsPods)) {
      throw new IllegalArgumentException(
          "a node would run the load's pods: cordon all nodes first");
    }
    client.load(new ByteArrayInputStream(OBJECTS.getBytes(UTF_8))).create();
    kubeconfig =
        Files.createTempFile(
            directory,
            "operator",
            ".kubeconfig",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(kubeconfig, operatorKubeconfig());
  }

  private void install(String name) throws IOException {
    try (InputStream definition = StreamingJob.class.getClassLoader().getResourceAsStream(name)) {
      var applied = client.load(definition).forceConflicts().serverSideApply();
      client
          .resourceList(applied)
          .waitUntilCondition(GivenServer::isServed, REQUEST_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private static boolean isServed(HasMetadata definition) {
    return definition instanceof CustomResourceDefinition served
        && served.getStatus() != null
        && served.getStatus().getConditions().stream()
            .anyMatch(
                each -> each.getType().equals("Established") && each.getStatus().equals("True"));
  }

  private static boolean runsPods(Node node) {
    return !Boolean.TRUE.equals(node.getSpec().getUnschedulable());
  }

  private String operatorKubeconfig() {
    var wanted =
        Serialization.unmarshal(
            "spec: {audiences: [], expirationSeconds: %d}".formatted(TOKEN_SECONDS),
            TokenRequest.class);
    var token =
        client.serviceAccounts().inNamespace(NAME).withName(NAME).tokenRequest(wanted).getStatus();
    return """
        apiVersion: v1
        kind: Config
        current-context: load
        contexts: [{name: load, context: {cluster: load, user: load}}]
        clusters: [{name: load, cluster: {server: "%s", certificate-authority-data: "%s"}}]
        users: [{name: load, user: {token: "%s"}}]
        """
        .formatted(
            client.getMasterUrl(), client.getConfiguration().getCaCertData(), token.getToken());
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public String namespace() {
    return NAME;
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("KUBECONFIG", kubeconfig.toString(), "SLUICE_WATCH_NAMESPACES", NAME);
  }

  /** All requests; the server does not tell them apart. */
  @Override
  public Map<String, Long> requests() {
    var count = DISPATCHED.matcher(client.raw("/metrics")).results();
    return Map.of("any", count.mapToLong(found -> (long) Double.parseDouble(found.group(1))).sum());
  }

  @Override
  public void close() {
    client.load(new ByteArrayInputStream(OBJECTS.getBytes(UTF_8))).delete();
    client.close();
    try {
      Files.deleteIfExists(kubeconfig);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
