package dev.sluice.operator.decide;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.network.WebObject;
import dev.sluice.operator.network.WebObjectKind;
import dev.sluice.operator.network.WebObjects;
import dev.sluice.operator.observe.ObservedNetwork;
import dev.sluice.operator.observe.ObservedWeb;
import dev.sluice.operator.observe.PodState;
import dev.sluice.operator.observe.Refusal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebAccessTest {
  private static final String INGRESS = "ui: {ingress: {host: words.example.com}}";
  private static final String ROUTE = "ui: {httpRoute: {parentRefs: [{name: public}]}}";
  private static final String BOTH =
      "ui: {ingress: {host: words.example.com}, httpRoute: {parentRefs: [{name: public}]}}";

  /** What is asked for, what was asked for when it was last done, and what is done now. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ui: {}                                  | ui: {}                   |",
        "ui: {ingress: {host: a.b}}              | ui: {}                   | +SERVICE +INGRESS",
        "ui: {httpRoute: {parentRefs: [{name: g}]}} | ui: {}                | +SERVICE +HTTP_ROUTE",
        "ui: {ingress: {host: a.b}, httpRoute: {parentRefs: [{name: g}]}} | ui: {} | +SERVICE +INGRESS +HTTP_ROUTE",
        "ui: {ingress: {host: a.b}}              | ui: {ingress: {host: a.b}} |",
        "ui: {ingress: {host: c.d}}              | ui: {ingress: {host: a.b}} | +INGRESS",
        "ui: {ingress: {host: a.b, tlsSecretName: s}} | ui: {ingress: {host: a.b}} | +INGRESS",
        "ui: {ingress: {host: a.b}} | ui: {ingress: {host: a.b, annotations: {x: y}}} | +INGRESS",
        "ui: {ingress: {host: a.b, className: k}} | ui: {ingress: {host: a.b}} | +INGRESS",
        "ui: {ingress: {host: a.b, className: k}} | ui: {ingress: {host: a.b, className: j}} | +INGRESS",
        "ui: {ingress: {host: a.b}} | ui: {ingress: {host: a.b, className: j}} | -INGRESS",
        "ui: {httpRoute: {parentRefs: [{name: g}]}} | ui: {ingress: {host: a.b}} | -INGRESS +HTTP_ROUTE",
        "ui: {httpRoute: {parentRefs: [{name: g}]}} | ui: {httpRoute: {parentRefs: [{name: g, namespace: n}]}} | +HTTP_ROUTE",
        "ui: {}                                  | ui: {ingress: {host: a.b}} | -SERVICE -INGRESS",
      })
  void bringsWhatIsThereToWhatTheSpecAsksFor(String asked, String before, @Nullable String steps) {
    var scene = new Scene(before).running();
    scene.network = done(scene, 1);
    scene.spec = Scene.specOf(asked);

    assertThat(steps(scene)).isEqualTo(steps == null ? List.of() : List.of(steps.split(" ")));
  }

  @Test
  void comesLastSoThatNothingOfTheJobWaitsForIt() {
    List<Action> actions = new Scene(BOTH).decide().actions();

    assertThat(actions.subList(actions.size() - 3, actions.size()))
        .allMatch(Action.WebAction.class::isInstance);
  }

  @Test
  void serviceLeavesADriverThatStandsByAloneUntilItTakesOver() {
    UpgradeScene world = UpgradeScene.stable();
    world.scene.spec = Scene.specOf(INGRESS, "driver: {standby: true}");
    world.scene.network = done(world.scene, 1);
    world.run(10);
    assertThat(world.scene.pod("words-driver-2").state()).isInstanceOf(PodState.Running.class);
    assertThat(steps(world.scene)).isEmpty();

    world.scene.end("words-driver-1", 1, "boom");

    assertThat(world.scene.decide().actions())
        .contains(new Action.EnsureWebObject(service(world.scene, 2)));
  }

  @Test
  void serviceShowsOneOfTwoRevisionsThatWorkBesideEachOther() {
    var job = new BlueGreenScene();
    job.change(INGRESS, BlueGreenScene.FASTER, BlueGreenScene.MODE);
    job.snapshotIsTaken();
    job.world.scene.network = done(job.world.scene, 1);
    job.world.run(20);
    assertThat(job.world.scene.pod("words-driver-1").ready()).isTrue();
    assertThat(job.world.scene.pod("words-driver-2").ready()).isTrue();
    assertThat(steps(job.world.scene)).isEmpty();

    job.world.run(BlueGreenScene.STABLE);

    assertThat(job.world.scene.decide().actions())
        .contains(new Action.EnsureWebObject(service(job.world.scene, 2)));
  }

  @Test
  void jobThatIsSuspendedFromTheStartHasAServiceOverNothing() {
    var scene = new Scene(INGRESS, "suspend: true");

    assertThat(scene.decide().actions()).contains(new Action.EnsureWebObject(service(scene, 0)));
  }

  @Test
  void saysWhenTheWayIsThere() {
    var scene = new Scene(BOTH).running();
    assertThat(Outline.of(scene.decide(), "PagesRouted")).as("being made").isEqualTo("absent");
    scene.network = done(scene, 1);

    Decision decision = scene.decide();

    assertThat(Outline.of(decision, "PagesRouted")).isEqualTo("True/Routed");
    assertThat(decision.status().conditions().toString())
        .contains("Ingress words-ui and HTTPRoute words-ui");
    assertThat(Outline.of(new Scene().decide(), "PagesRouted")).isEqualTo("absent");
  }

  @Test
  void clusterWithoutTheGatewayApiIsSaidAndLookedAtAgain() {
    var scene = new Scene(ROUTE).running();
    scene.network = web(Map.of(), "the cluster has no such thing; install it", Map.of());

    Decision decision = scene.decide();

    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
    assertThat(Outline.of(decision, "PagesRouted")).isEqualTo("False/GatewayApiUnavailable");
    assertThat(decision.status().conditions().toString())
        .contains("the cluster has no such thing; install it.");
    assertThat(steps(scene)).containsExactly("+SERVICE");
    assertThat(decision.wake()).isEqualTo(scene.now.plus(Duration.ofMinutes(1)));
  }

  @Test
  void clusterWithoutTheGatewayApiIsNoProblemOfOthers() {
    var scene = new Scene(INGRESS).running();
    scene.network = web(done(scene, 1).web().objects(), "no such thing", Map.of());

    assertThat(Outline.of(scene.decide(), "PagesRouted")).isEqualTo("True/Routed");
  }

  @Test
  void whatWasRefusedIsSaidAndTriedAgainWhenItsTimeHasCome() {
    var scene = new Scene(BOTH).running();
    var refusal = new Refusal("admission webhook says no", scene.now.plusSeconds(10));
    scene.network = web(Map.of(), null, Map.of(WebObjectKind.INGRESS, refusal));

    Decision decision = scene.decide();

    assertThat(steps(scene)).containsExactly("+SERVICE", "+HTTP_ROUTE");
    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
    assertThat(Outline.of(decision, "PagesRouted")).isEqualTo("False/RouteRefused");
    assertThat(decision.status().conditions().toString())
        .contains("Ingress words-ui can't be written: admission webhook says no.");
    assertThat(decision.wake()).isEqualTo(refusal.retry());
    scene.later(Duration.ofSeconds(10));
    assertThat(steps(scene)).containsExactly("+SERVICE", "+INGRESS", "+HTTP_ROUTE");
  }

  @Test
  void annotationsOfTheOperatorAreNotForTheSpec() {
    Decision decision =
        new Scene("ui: {ingress: {host: a.b, annotations: {sluice.dev/applied: x}}}").decide();

    assertThat(Outline.of(decision, "Accepted")).isEqualTo("False/Invalid");
    assertThat(decision.status().conditions().toString())
        .contains("spec.ui.ingress.annotations: sluice.dev/applied is the operator's own.");
  }

  private static List<String> steps(Scene scene) {
    return scene.decide().actions().stream()
        .filter(Action.WebAction.class::isInstance)
        .map(Action.WebAction.class::cast)
        .map(action -> (action instanceof Action.EnsureWebObject ? "+" : "-") + action.kind())
        .toList();
  }

  private static WebObject service(Scene scene, long epoch) {
    return requireNonNull(wanted(scene, epoch).get(WebObjectKind.SERVICE));
  }

  /** What is there when everything has been done. */
  private static ObservedNetwork done(Scene scene, long epoch) {
    Map<WebObjectKind, WebObject> objects = new EnumMap<>(WebObjectKind.class);
    wanted(scene, epoch).forEach((kind, object) -> objects.put(kind, object.noted()));
    return web(objects, null, Map.of());
  }

  private static Map<WebObjectKind, WebObject> wanted(Scene scene, long epoch) {
    return WebObjects.of(scene.job(), scene.spec.ui(), epoch);
  }

  private static ObservedNetwork web(
      Map<WebObjectKind, WebObject> objects,
      @Nullable String problem,
      Map<WebObjectKind, Refusal> refusals) {
    return ObservedNetwork.NONE.with(new ObservedWeb(objects, problem, refusals));
  }
}
