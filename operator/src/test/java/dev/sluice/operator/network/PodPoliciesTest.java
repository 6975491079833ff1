package dev.sluice.operator.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.cluster.Jobs;
import dev.sluice.operator.decide.Action;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.resources.JobContext;
import dev.sluice.operator.resources.Pods;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies as a network plugin applies them. */
class PodPoliciesTest {
  private static final JobIdentity JOB = new JobIdentity("default", "words", "uid-1", 1);
  private static final String LISTENS = "receivers: {service: {port: 8080}}";
  private static final String MANAGED = "networkPolicy: Managed";
  private static final List<NetworkPolicyPeer> PEERS =
      Peers.parse(
          """
          [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "sluice"}},
            "podSelector": {"matchLabels": {"app.kubernetes.io/component": "operator"}}},
           {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}]""");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the job's driver   | driver   | 7077 | true", // a driver that stands by
        "the job's receiver | driver   | 7077 | true",
        "the job's executor | driver   | 7077 | true",
        "the job's executor | executor | 7078 | true",
        "the job's receiver | executor | 7078 | true",
        "the job's executor | receiver | 7078 | true",
        "the job's driver   | executor | 4040 | true",
        "the operator       | driver   | 4040 | true",
        "the operator       | driver   | 7077 | false",
        "the operator       | executor | 7078 | false",
        "monitoring         | executor | 4040 | true",
        "monitoring         | driver   | 7077 | false",
        "another job        | driver   | 7077 | false",
        "another job        | executor | 7078 | false",
        "another job        | driver   | 4040 | false",
        "another job        | receiver | 8080 | true",
        "a stranger         | driver   | 4040 | false",
        "the world          | receiver | 8080 | true",
        "the world          | executor | 8080 | false",
        "the world          | driver   | 4040 | false",
        "the world          | receiver | 7078 | false",
      })
  void letsInWhoHasBusinessThere(String from, String role, int port, boolean reaches) {
    Map<String, NetworkPolicySpec> policies = policies(PEERS, MANAGED, LISTENS);

    assertThat(reaches(policies.values(), sender(from), pod("uid-1", role), port))
        .isEqualTo(reaches);
  }

  @Test
  void anUnmanagedJobHasNone() {
    assertThat(policies(PEERS, LISTENS)).isEmpty();
  }

  @Test
  void receiversThatDoNotListenAreNotOpened() {
    assertThat(policies(PEERS, MANAGED)).containsOnlyKeys("words-pods");
    assertThat(policies(PEERS, MANAGED, LISTENS)).containsOnlyKeys("words-pods", "words-receivers");
  }

  @Test
  void withoutPeersNobodyElseReadsStatusAndMetrics() {
    Map<String, NetworkPolicySpec> policies = policies(List.of(), MANAGED);

    assertThat(reaches(policies.values(), sender("the operator"), pod("uid-1", "driver"), 4040))
        .isFalse();
    assertThat(reaches(policies.values(), sender("the job's driver"), pod("uid-1", "driver"), 4040))
        .isTrue();
  }

  @Test
  void selectsThePodsThatTheOperatorMakes() {
    Map<String, String> labels =
        Pods.driver(
                new JobContext(JOB, spec(MANAGED)), new Action.CreateDriver(1, "abc", false, null))
            .getMetadata()
            .getLabels();

    assertThat(policies(PEERS, MANAGED).values())
        .allMatch(policy -> selects(policy.getPodSelector(), labels));
  }

  private static Map<String, NetworkPolicySpec> policies(
      List<NetworkPolicyPeer> peers, String... specLines) {
    return PodPolicies.of(JOB, spec(specLines), peers);
  }

  private static StreamingJobSpec spec(String... lines) {
    return Jobs.job("words", lines).getSpec();
  }

  /** A pod; one outside the cluster has no labels and no namespace. */
  private record Sender(@Nullable String namespace, Map<String, String> labels) {}

  private static Sender sender(String name) {
    return switch (name) {
      case "the operator" ->
          new Sender("sluice", Map.of("app.kubernetes.io/component", "operator"));
      case "monitoring" -> new Sender("monitoring", Map.of("app", "prometheus"));
      case "another job" -> new Sender("default", pod("uid-2", "executor"));
      case "a stranger" -> new Sender("default", Map.of("app.kubernetes.io/component", "operator"));
      case "the world" -> new Sender(null, Map.of());
      default -> new Sender("default", pod("uid-1", name.replace("the job's ", "")));
    };
  }

  private static Map<String, String> pod(String uid, String role) {
    return Map.of("sluice.dev/job-uid", uid, "sluice.dev/role", role);
  }

  private static boolean reaches(
      Collection<NetworkPolicySpec> policies, Sender sender, Map<String, String> pod, int port) {
    List<NetworkPolicySpec> selecting =
        policies.stream().filter(policy -> selects(policy.getPodSelector(), pod)).toList();
    return selecting.isEmpty()
        || selecting.stream()
            .flatMap(policy -> policy.getIngress().stream())
            .filter(
                rule ->
                    rule.getPorts().stream()
                        .anyMatch(open -> open.getPort().getIntVal().equals(port)))
            .anyMatch(
                rule ->
                    rule.getFrom().isEmpty()
                        || rule.getFrom().stream().anyMatch(peer -> isFrom(peer, sender)));
  }

  private static boolean isFrom(NetworkPolicyPeer peer, Sender sender) {
    String namespace = sender.namespace();
    if (namespace == null) {
      return false;
    }
    boolean inNamespace =
        peer.getNamespaceSelector() == null
            ? namespace.equals("default")
            : selects(
                peer.getNamespaceSelector(), Map.of("kubernetes.io/metadata.name", namespace));
    return inNamespace
        && (peer.getPodSelector() == null || selects(peer.getPodSelector(), sender.labels()));
  }

  private static boolean selects(LabelSelector selector, Map<String, String> labels) {
    return labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
  }
}
