package dev.sluice.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.operator.cluster.Jobs;
import dev.sluice.operator.decide.Action;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.network.WebObjectKind;
import dev.sluice.operator.network.WebObjects;
import dev.sluice.operator.resources.JobContext;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class WebActionsTest {
  private static final String INGRESS =
      "ui: {ingress: {host: words.example.com, annotations: {a: '1', b: '2'}}}";

  @SuppressWarnings("NullAway.Init") // set by the extension
  private KubernetesClient client;

  private WebActions actions;

  @BeforeEach
  void create() {
    actions = new WebActions(client);
  }

  @Test
  void objectsAreTheJobsAndHaveItsLabels() {
    ensure("ui: {ingress: {host: a.b}, httpRoute: {parentRefs: [{name: g}]}}", 1);

    HTTPRoute route =
        client.resources(HTTPRoute.class).inNamespace("default").withName("words-ui").get();
    for (var metadata : new Object[] {ingress().getMetadata(), route.getMetadata()}) {
      assertThat(metadata)
          .extracting("labels")
          .satisfies(
              labels ->
                  assertThat((Map<?, ?>) labels)
                      .isEqualTo(
                          Map.of(
                              "app.kubernetes.io/managed-by",
                              "sluice-operator",
                              "app.kubernetes.io/part-of",
                              "sluice",
                              "sluice.dev/job",
                              "words",
                              "sluice.dev/job-uid",
                              "some-uid")));
    }
    assertThat(route.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("some-uid"));
    assertThat(route.getSpec().getParentRefs().get(0).getName()).isEqualTo("g");
  }

  @Test
  void changeLeavesAloneWhatOthersHaveAdded() {
    ensure(INGRESS, 1);
    Ingress found = ingress();
    found.getMetadata().getAnnotations().put("cert-manager.io/seen", "yes");
    found.getMetadata().getLabels().put("team", "search");
    found.addFinalizer("example.com/balancer");
    found.getSpec().setIngressClassName("default-of-the-cluster");
    client.resource(found).update();

    ensure("ui: {ingress: {host: other.example.com, annotations: {a: '3'}}}", 1);

    Ingress changed = ingress();
    assertThat(changed.getMetadata().getAnnotations())
        .containsOnlyKeys("a", "cert-manager.io/seen", "sluice.dev/applied")
        .containsEntry("a", "3");
    assertThat(changed.getMetadata().getLabels()).containsEntry("team", "search");
    assertThat(changed.getMetadata().getFinalizers()).containsExactly("example.com/balancer");
    assertThat(changed.getSpec().getIngressClassName()).isEqualTo("default-of-the-cluster");
    assertThat(changed.getSpec().getRules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.getHost()).isEqualTo("other.example.com"));
  }

  @Test
  void serviceKeepsItsAddressWhenItMovesToAnotherDriver() {
    ensure(INGRESS, 1);
    var service = client.services().inNamespace("default").withName("words-ui");
    service.edit(found -> found.edit().editSpec().withClusterIP("10.96.0.7").endSpec().build());

    ensure(INGRESS, 2);

    assertThat(service.get().getSpec().getClusterIP()).isEqualTo("10.96.0.7");
    assertThat(service.get().getSpec().getSelector()).containsEntry("sluice.dev/epoch", "2");
  }

  @Test
  void somebodyElsesIngressIsLeftAlone() {
    ensure(INGRESS, 1);
    Ingress foreign = ingress();
    foreign.getMetadata().getLabels().remove("app.kubernetes.io/managed-by");
    client.resource(foreign).update();

    assertThatThrownBy(() -> ensure(INGRESS, 1))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("Ingress words-ui exists and is not the operator's");
  }

  @Test
  void deletesWhatIsThereOrNot() {
    ensure(INGRESS, 1);

    for (int i = 0; i < 2; i++) {
      actions.take(new Action.DeleteWebObject(WebObjectKind.INGRESS), context(INGRESS));
    }

    assertThat(client.network().v1().ingresses().inNamespace("default").list().getItems())
        .isEmpty();
    assertThat(client.services().inNamespace("default").list().getItems()).hasSize(1);
  }

  private void ensure(String line, long epoch) {
    JobContext context = context(line);
    WebObjects.of(context.job(), context.spec().ui(), epoch)
        .values()
        .forEach(object -> actions.take(new Action.EnsureWebObject(object), context));
  }

  private static JobContext context(String line) {
    return new JobContext(
        new JobIdentity("default", "words", "some-uid", 1), Jobs.job("words", line).getSpec());
  }

  private Ingress ingress() {
    return client.network().v1().ingresses().inNamespace("default").withName("words-ui").get();
  }
}
