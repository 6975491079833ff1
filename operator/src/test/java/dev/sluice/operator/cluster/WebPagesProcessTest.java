package dev.sluice.operator.cluster;

import static dev.sluice.operator.cluster.StandInJob.NAME;
import static dev.sluice.operator.cluster.StandInJob.soon;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJob;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The way to the web pages of a job that runs, with real processes. */
class WebPagesProcessTest {
  private static final String INGRESS = "ui: {ingress: {host: words.example.com}}";
  private static final String ROUTE = "ui: {httpRoute: {parentRefs: [{name: public}]}}";

  @RegisterExtension private final StandInJob job = new StandInJob();

  @Test
  void ingressIsMadeChangedInPlaceRepairedAndRemoved() {
    StreamingJob applied = job.cluster().apply(Jobs.job(NAME, INGRESS));
    soon().untilAsserted(() -> assertThat(job.condition("PagesRouted")).contains("True/Routed"));
    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));
    List<String> pods = uids();
    assertThat(host()).isEqualTo("words.example.com");

    patch("{\"spec\":{\"ui\":{\"ingress\":{\"host\":\"other.example.com\"}}}}");
    soon().untilAsserted(() -> assertThat(host()).isEqualTo("other.example.com"));

    String uid = uid(ingress());
    ingress().edit(found -> edited(found, "edited.example.com"));
    soon().untilAsserted(() -> assertThat(host()).isEqualTo("other.example.com"));
    assertThat(uid(ingress())).isEqualTo(uid);
    assertThat(ingress().get().getMetadata().getAnnotations()).containsEntry("by", "another");

    ingress().delete();
    soon().untilAsserted(() -> assertThat(uid(ingress())).isNotEqualTo(uid));
    client().services().inNamespace(MockCluster.NAMESPACE).withName("words-ui").delete();
    soon().untilAsserted(() -> assertThat(owned(applied)).contains("Service words-ui"));

    patch("{\"spec\":{\"ui\":null}}");
    soon()
        .untilAsserted(
            () -> {
              assertThat(owned(applied)).noneMatch(name -> name.endsWith(" words-ui"));
              assertThat(job.condition("PagesRouted")).isEmpty();
            });
    assertThat(uids()).isEqualTo(pods);
    assertThat(job.ready()).contains("True/Running");
  }

  @Test
  void serviceFollowsTheDriverAndGoesWithTheJob() {
    StreamingJob applied = job.cluster().apply(Jobs.job(NAME, INGRESS));
    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));
    soon().untilAsserted(() -> assertThat(epoch()).isEqualTo("1"));

    job.cluster().kubelet().process("words-driver-1").orElseThrow().destroyForcibly();

    soon().untilAsserted(() -> assertThat(epoch()).isEqualTo("2"));
    client().resource(applied).delete();
    soon().untilAsserted(() -> assertThat(owned(applied)).isEmpty());
  }

  @Test
  void jobWithoutTheGatewayApiRunsAndSaysWhatToDo() {
    job.cluster().apply(Jobs.job(NAME, ROUTE));

    soon()
        .untilAsserted(
            () -> {
              assertThat(job.ready()).contains("True/Running");
              assertThat(job.condition("PagesRouted")).contains("False/GatewayApiUnavailable");
              assertThat(job.condition("Stalled")).contains("False/NotStalled");
            });
    assertThat(job.message("PagesRouted"))
        .contains("install the Gateway API, or use spec.ui.ingress");
    soon()
        .untilAsserted(() -> assertThat(job.cluster().events()).contains("GatewayApiUnavailable"));
    assertThat(job.cluster().events()).doesNotContain("StepFailed");
  }

  @Test
  void httpRouteIsMadeRepairedAndRemovedAlsoByTheNextOperator() {
    GatewayApi.install(client());
    job.cluster().apply(Jobs.job(NAME, ROUTE));
    soon().untilAsserted(() -> assertThat(job.condition("PagesRouted")).contains("True/Routed"));
    soon().untilAsserted(() -> assertThat(job.ready()).contains("True/Running"));

    String uid = uid(route());
    route().delete();
    soon().untilAsserted(() -> assertThat(uid(route())).isNotEqualTo(uid));
    job.cluster().stopOperator();
    patch("{\"spec\":{\"ui\":null}}");
    job.cluster().startOperator();

    soon().untilAsserted(() -> assertThat(route().get()).isNull());
  }

  @Test
  void jobRunsWhereAnIngressIsRefusedAndHasOneWhenThatIsOver() {
    var foreign =
        new IngressBuilder()
            .withNewMetadata()
            .withName("words-ui")
            .withNamespace(MockCluster.NAMESPACE)
            .endMetadata()
            .build();
    client().resource(foreign).create();
    job.cluster().apply(Jobs.job(NAME, INGRESS));

    soon()
        .untilAsserted(
            () -> {
              assertThat(job.ready()).contains("True/Running");
              assertThat(job.condition("PagesRouted")).contains("False/RouteRefused");
              assertThat(job.cluster().events()).contains("StepFailed", "RouteRefused");
            });
    assertThat(job.message("PagesRouted"))
        .contains("Ingress words-ui exists and is not the operator's");
    assertThat(job.cluster().events().stream().filter("StepFailed"::equals).count())
        .as("not with every event of the job")
        .isLessThan(5);

    client().resource(foreign).delete();
    soon().untilAsserted(() -> assertThat(job.condition("PagesRouted")).contains("True/Routed"));
  }

  private static Ingress edited(Ingress found, String host) {
    found.getSpec().getRules().get(0).setHost(host);
    found.getMetadata().getAnnotations().put("by", "another");
    return found;
  }

  private String host() {
    return there(ingress()).getSpec().getRules().get(0).getHost();
  }

  private @Nullable String epoch() {
    return there(client().services().inNamespace(MockCluster.NAMESPACE).withName("words-ui"))
        .getSpec()
        .getSelector()
        .get("sluice.dev/epoch");
  }

  private static String uid(Resource<? extends HasMetadata> resource) {
    return there(resource).getMetadata().getUid();
  }

  private static <R extends HasMetadata> R there(Resource<R> resource) {
    R found = resource.get();
    if (found == null) {
      throw new NoSuchElementException("not there");
    }
    return found;
  }

  private Resource<Ingress> ingress() {
    return client()
        .network()
        .v1()
        .ingresses()
        .inNamespace(MockCluster.NAMESPACE)
        .withName("words-ui");
  }

  private Resource<HTTPRoute> route() {
    return client()
        .resources(HTTPRoute.class)
        .inNamespace(MockCluster.NAMESPACE)
        .withName("words-ui");
  }

  private List<String> owned(StreamingJob applied) {
    return job.cluster().owned(applied).stream()
        .map(found -> found.getKind() + " " + found.getMetadata().getName())
        .toList();
  }

  private List<String> uids() {
    return job.cluster().pods("words-").stream()
        .map(pod -> pod.getMetadata().getUid())
        .sorted()
        .toList();
  }

  private void patch(String json) {
    client()
        .resources(StreamingJob.class)
        .inNamespace(MockCluster.NAMESPACE)
        .withName(NAME)
        .patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  private KubernetesClient client() {
    return job.cluster().client();
  }
}
