package dev.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.crds.StreamingJobSnapshot;
import dev.sluice.crds.StreamingJobStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressList;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What operators of a cluster do every day, in the cluster that KUBECONFIG names. */
class OperationIT extends ClusterFixture {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A driver, a receiver and an executor. */
  private static final int PODS = 3;

  @Override
  TestCluster open() throws IOException {
    return TestCluster.named();
  }

  @Override
  boolean watchesAllNamespaces() {
    return true;
  }

  @Test
  void jobIsScaledEvictedSuspendedAndDrainedWhenItGoes() throws IOException {
    try (WordCount job = running("daily", 20)) {
      job.scale(2);
      job.await("has two receivers", status -> status.receivers().ready() == 2);
      job.scale(1);
      job.await("has one receiver", status -> status.receivers().replicas() == 1);

      job.awaitReplacementOf(job.evict("executor"));
      job.awaitReplacementOf(job.evict("driver"));
      StreamingJobStatus evicted =
          job.await(
              "goes on without the evicted pods, which may take their time to drain",
              status ->
                  status.driver().epoch() == 2
                      && WordCount.is(status, "Ready")
                      && names(job).size() == PODS);
      assertThat(evicted.driver().countedFailures()).as("no failures").isZero();

      List<String> pods = names(job);
      chart().restart();
      assertThat(names(job)).as("a new operator rolls nothing").isEqualTo(pods);

      job.change("suspend: true");
      job.await(
          "is suspended", status -> WordCount.is(status, "Suspended") && job.pods().isEmpty());
      job.change("suspend: false");
      job.await(
          "goes on again", status -> status.driver().epoch() == 3 && WordCount.is(status, "Ready"));
    }
  }

  @Test
  void nodesAreDrainedAndComeBack() throws IOException {
    try (WordCount job = running("drained", 250);
        Cordon cordon = Cordon.ofAllNodes(cluster().client())) {
      List.of("executor", "receiver", "driver").forEach(job::evict);
      job.await(
          "says that no node takes its driver",
          status -> WordCount.is(status, "Ready", "DriverUnschedulable"));

      cordon.lift();
      job.await("is complete", status -> WordCount.is(status, "Complete"));
      assertThat(Text.parse(job.exportedState(images(), store()))).isEqualTo(Text.counts());
      assertThat(job.status().driver().countedFailures()).as("no failures").isZero();
    }
  }

  @Test
  void snapshotBecomesAnotherJobThatCountsOn() throws IOException {
    try (WordCount job = running("source", 250)) {
      create(
          """
          apiVersion: sluice.dev/v1alpha1
          kind: StreamingJobSnapshot
          metadata: {name: before}
          spec: {jobName: source}
          """);
      Awaitility.await("the snapshot is complete")
          .atMost(PATIENCE)
          .until(() -> isComplete("before"));

      try (WordCount copy = wordCount("copy", List.of(feeder("copy-feeder", 1000)), true)) {
        copy.begin("restore: {from: Snapshot, snapshotName: before, nonce: 1}");

        StreamingJobStatus done =
            copy.await("is complete", status -> WordCount.is(status, "Complete"));
        assertThat(done.restore().nonce()).as("the snapshot is applied").isEqualTo(1);
        assertThat(Text.parse(copy.exportedState(images(), store()))).isEqualTo(Text.counts());
        assertThat(job.status().driver().epoch()).as("the source was left alone").isEqualTo(1);
      }
    }
  }

  @Test
  void namespaceWithAJobThatRunsGoes() throws IOException {
    var client = cluster().client();
    try (var other = TestNamespace.create(client)) {
      store().share(client, other.name());
      String feeder = feeder("resident-feeder", 20);
      WordCount job =
          WordCount.create(
              client, other.name(), "resident", images(), store(), List.of(feeder), true);
      job.begin("");
      job.await("runs", status -> WordCount.is(status, "Ready"));
    }
  }

  @Test
  void ingressIsMadeChangedRepairedAndRemovedBesideAJobThatRuns() throws IOException {
    try (WordCount job = running("shown", 20)) {
      List<String> pods = names(job);
      job.change("ui: {ingress: {host: shown.example.com, className: none-of-the-cluster}}");
      job.await("has a way to its pages", status -> WordCount.is(status, "PagesRouted"));
      String uid = ingress().getMetadata().getUid();
      assertThat(host()).isEqualTo("shown.example.com");
      assertThat(ingress().getMetadata().getOwnerReferences())
          .singleElement()
          .satisfies(owner -> assertThat(owner.getName()).isEqualTo("shown"));
      assertThat(service().getSpec().getClusterIP()).isNotBlank().isNotEqualTo("None");
      Awaitility.await("its driver is behind the Service")
          .atMost(PATIENCE)
          .until(() -> !behindTheService().isEmpty());
      assertThat(behindTheService()).containsExactly("shown-driver-1");

      cluster().client().resource(ingress()).edit(OperationIT::edited);
      job.change("ui: {ingress: {host: other.example.com}}");
      Awaitility.await("is changed in place")
          .atMost(PATIENCE)
          .until(() -> host().equals("other.example.com"));
      assertThat(ingress().getMetadata().getUid()).isEqualTo(uid);
      assertThat(ingress().getMetadata().getAnnotations()).containsEntry("example.com/by", "me");

      cluster().client().resource(ingress()).delete();
      Awaitility.await("is made again")
          .atMost(PATIENCE)
          .until(
              () -> ingresses().withName("shown-ui").get(),
              found -> found != null && !found.getMetadata().getUid().equals(uid));

      assertThatThrownBy(() -> job.change("ui: {ingress: {host: Not_A_Host}}"))
          .hasMessageContaining("spec.ui.ingress.host");
      job.change("ui: {ingress: null}");
      Awaitility.await("is removed")
          .atMost(PATIENCE)
          .until(() -> ingresses().withName("shown-ui").get() == null && service() == null);
      assertThat(names(job)).as("no pod is replaced").isEqualTo(pods);
    }
  }

  @Test
  void jobRunsAndSaysWhyItHasNoHttpRoute() throws IOException {
    Assumptions.assumeFalse(
        cluster().client().supports("gateway.networking.k8s.io/v1", "HTTPRoute"),
        "the cluster has the Gateway API");
    try (WordCount job = running("unrouted", 20)) {
      job.change("ui: {httpRoute: {parentRefs: [{name: public}]}}");

      StreamingJobStatus status =
          job.await("says why", each -> WordCount.is(each, "PagesRouted", "GatewayApiUnavailable"));
      assertThat(status).matches(each -> WordCount.is(each, "Ready"), "runs on");
      assertThat(WordCount.condition(status, "PagesRouted").orElseThrow().message())
          .contains("install the Gateway API, or use spec.ui.ingress");
    }
  }

  private static Ingress edited(Ingress found) {
    return found
        .edit()
        .editMetadata()
        .addToAnnotations("example.com/by", "me")
        .endMetadata()
        .build();
  }

  private String host() {
    return ingress().getSpec().getRules().get(0).getHost();
  }

  private Ingress ingress() {
    return ingresses().withName("shown-ui").get();
  }

  private NonNamespaceOperation<Ingress, IngressList, Resource<Ingress>> ingresses() {
    return cluster().client().network().v1().ingresses().inNamespace(namespace());
  }

  private Service service() {
    return cluster().client().services().inNamespace(namespace()).withName("shown-ui").get();
  }

  /** Returns the pods that the Service before the pages leads to. */
  private List<String> behindTheService() {
    return cluster()
        .client()
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace())
        .withLabel("kubernetes.io/service-name", "shown-ui")
        .list()
        .getItems()
        .stream()
        .flatMap(slice -> slice.getEndpoints().stream())
        .map(endpoint -> endpoint.getTargetRef().getName())
        .toList();
  }

  private WordCount running(String name, int linesPerSecond) throws IOException {
    WordCount job = wordCount(name, List.of(feeder(name + "-feeder", linesPerSecond)), true);
    job.begin("");
    job.await(
        "runs and has a checkpoint",
        status -> WordCount.is(status, "Ready") && status.checkpoint().lastCompleted() != null);
    return job;
  }

  private boolean isComplete(String snapshot) {
    var found =
        cluster()
            .client()
            .resources(StreamingJobSnapshot.class)
            .inNamespace(namespace())
            .withName(snapshot)
            .get();
    return found.getStatus() != null && found.getStatus().location() != null;
  }

  private void create(String yaml) {
    cluster().client().resource(yaml).inNamespace(namespace()).create();
  }

  private static List<String> names(WordCount job) {
    return job.pods().stream().map(Pod::getMetadata).map(each -> each.getName()).sorted().toList();
  }
}
