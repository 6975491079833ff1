package dev.sluice.cluster;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJobStatus;
import io.fabric8.kubernetes.api.model.KubernetesList;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who reaches a job with {@code networkPolicy: Managed} and an operator whose chart has a policy,
 * in the cluster that KUBECONFIG names; skipped if it enforces none.
 */
class NetworkPolicyIT extends ClusterFixture {
  private static final String MONITOR = "monitor";
  private static final String ROLE = "sluice.dev/role";

  /** Control, data, status, the port of a receiver that listens, which is the operator's too. */
  private static final List<Integer> PORTS = List.of(7077, 7078, 4040, 8080);

  /** What docs/operations.md says that pods need where what they send is restricted. */
  private static final String EGRESS =
      """
      apiVersion: v1
      kind: List
      items:
        - apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: jobs-send}
          spec:
            podSelector:
              matchExpressions: [{key: sluice.dev/job-uid, operator: Exists}]
            policyTypes: [Egress]
            egress:
              - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
              - to: [{podSelector: {matchExpressions: [{key: sluice.dev/job-uid, operator: Exists}]}}]
                ports: [{port: 7077}, {port: 7078}]
              - to: [{podSelector: {matchLabels: {app: store}}}]
                ports: [{port: 9000}]
              - to: [{podSelector: {matchLabels: {app: confined-feeder}}}]
                ports: [{port: 9999}]
        - apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: operator-sends}
          spec:
            podSelector: {matchLabels: {app.kubernetes.io/component: operator}}
            policyTypes: [Egress]
            egress:
              - ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
              - ports: [{port: 443}, {port: 6443}]
              - to: [{podSelector: {matchExpressions: [{key: sluice.dev/job-uid, operator: Exists}]}}]
                ports: [{port: 4040}]
      """;

  @Override
  TestCluster open() throws IOException {
    return TestCluster.named();
  }

  @Override
  boolean watchesAllNamespaces() {
    return true;
  }

  @Override
  Map<String, Object> chartValues() {
    String monitor = "[0].podSelector.matchLabels.app";
    return Map.of(
        "networkPolicy.metricsFrom" + monitor,
        MONITOR,
        "networkPolicy.jobMetricsFrom" + monitor,
        MONITOR);
  }

  @BeforeAll
  void needsPoliciesThatAreEnforced() {
    Assumptions.assumeTrue(policiesAreEnforced(), "the cluster enforces no policies");
  }

  @Test
  void strangersReachTheServiceOfReceiversAndMonitorsReachMetrics() throws IOException {
    chart().test();
    try (var other = TestNamespace.create(cluster().client())) {
      store().share(cluster().client(), other.name());
      WordCount suspended =
          WordCount.create(
              cluster().client(), other.name(), "closed", images(), store(), List.of(), true);
      WordCount job = LoadJob.posted(cluster().client(), suspended, 1, "{mode: Disabled}").job();
      StreamingJobStatus status =
          job.await(
              "works, and the operator sees how far it is",
              each ->
                  WordCount.is(each, "Ready")
                      && each.progress() != null
                      && each.progress().batchIndex() > 2
                      && each.checkpoint().lastCompleted() != null);

      assertThat(reachedBy("stranger", namespace(), job)).containsExactly("receiver:8080");
      assertThat(reachedBy("stranger", other.name(), job)).containsExactly("receiver:8080");
      assertThat(reachedBy(MONITOR, namespace(), job))
          .containsExactlyInAnyOrder("receiver:8080", "operator:8080");
      assertThat(reachedBy(MONITOR, other.name(), job))
          .containsExactlyInAnyOrder(
              "driver:4040", "executor:4040", "receiver:4040", "receiver:8080");
      assertThat(status.driver().restarts()).isZero();
    }
  }

  @Test
  void jobWorksAndHandsOverWhereItSendsOnlyWhatIsDocumented() throws IOException {
    Serialization.unmarshal(EGRESS, KubernetesList.class)
        .getItems()
        .forEach(each -> cluster().client().resource(each).inNamespace(namespace()).create());
    try (WordCount job = stable("confined", 250)) {
      job.change("restartNonce: 1");
      StreamingJobStatus after =
          job.await(
              "another driver works",
              status ->
                  "confined-driver-2".equals(status.driver().podName())
                      && WordCount.is(status, "Ready")
                      && status.progress() != null);
      assertThat(after.driver().restarts()).isZero();
      isExact(job);
    }
  }

  private boolean policiesAreEnforced() {
    String address = feeder("closed-feeder", 1);
    String feeder = address.substring(0, address.indexOf(':'));
    NetworkPolicy closed =
        new NetworkPolicyBuilder()
            .withNewMetadata()
            .withName("closed-feeder")
            .endMetadata()
            .withNewSpec()
            .withNewPodSelector()
            .addToMatchLabels("app", "closed-feeder")
            .endPodSelector()
            .withPolicyTypes("Ingress")
            .endSpec()
            .build();
    cluster().client().resource(closed).inNamespace(namespace()).create();
    return reached("stranger", namespace(), List.of(attempt("feeder", feeder, 9999))).isEmpty();
  }

  /** Returns {@code role:port} of what a pod can connect to. */
  private Set<String> reachedBy(String name, String from, WordCount job) {
    List<String> attempts = new ArrayList<>();
    job.pods()
        .forEach(
            pod ->
                attempts.addAll(
                    attempts(pod.getMetadata().getLabels().getOrDefault(ROLE, ""), pod)));
    cluster()
        .client()
        .pods()
        .inNamespace(namespace())
        .withLabel("app.kubernetes.io/component", "operator")
        .list()
        .getItems()
        .forEach(pod -> attempts.addAll(attempts("operator", pod)));
    return reached(name, from, attempts);
  }

  private static List<String> attempts(String role, Pod pod) {
    String address = pod.getStatus().getPodIP();
    return PORTS.stream().map(port -> attempt(role, address, port)).toList();
  }

  private Set<String> reached(String name, String from, List<String> attempts) {
    String script = String.join("", attempts) + "wait";
    return new RestrictedPod(name, images().operator(), List.of("bash", "-c", script), Map.of())
        .run(cluster().client(), from)
        .lines()
        .filter(line -> !line.isBlank())
        .collect(toSet());
  }

  /** Tries for ten seconds: what enforces policies has to learn about a new pod. */
  private static String attempt(String role, String address, int port) {
    return "{ for try in {1..10}; do timeout 1 bash -c '</dev/tcp/%s/%d' 2>/dev/null && echo %s:%d && break; sleep 1; done; } & "
        .formatted(address, port, role, port);
  }
}
