package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.network.Peers;
import dev.sluice.operator.network.PodPolicies;
import dev.sluice.operator.observe.ObservedNetwork;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkAccessTest {
  private static final String MANAGED = "networkPolicy: Managed";

  @Test
  void closesThePodsBeforeThereAreAny() {
    List<Action> actions =
        new Scene(MANAGED, "receivers: {service: {port: 8080}}").decide().actions();

    assertThat(actions.subList(0, 2))
        .extracting(Action::toString)
        .containsExactly("EnsurePolicy[name=words-pods]", "EnsurePolicy[name=words-receivers]");
  }

  @Test
  void leavesPoliciesAloneThatSayWhatTheyShould() {
    var scene = new Scene(MANAGED);
    scene.network = new ObservedNetwork(null, wanted(scene));

    assertThat(policySteps(scene)).isEmpty();
  }

  @Test
  void repairsWhatSomebodyChanged() {
    var scene = new Scene(MANAGED);
    List<Action> made = policySteps(scene);
    scene.network = new ObservedNetwork(null, Map.of("words-pods", new NetworkPolicySpec()));

    assertThat(policySteps(scene)).hasSize(1).isEqualTo(made);
  }

  @Test
  void followsWhoCollectsMetrics() {
    var scene = new Scene(MANAGED);
    scene.network = new ObservedNetwork(null, wanted(scene));
    scene.httpPeers = Peers.parse("[{\"namespaceSelector\": {}}]");

    assertThat(policySteps(scene)).hasSize(1);
  }

  @Test
  void opensThePodsAgainWhenTheSpecSaysSo() {
    var scene = new Scene(MANAGED, "receivers: {service: {port: 8080}}");
    Map<String, NetworkPolicySpec> present = new LinkedHashMap<>(wanted(scene));
    scene.spec = Scene.specOf();
    scene.network = new ObservedNetwork(null, present);

    assertThat(policySteps(scene))
        .containsExactly(
            new Action.DeletePolicy("words-pods"), new Action.DeletePolicy("words-receivers"));
  }

  private static Map<String, NetworkPolicySpec> wanted(Scene scene) {
    return PodPolicies.of(scene.job(), scene.spec, scene.httpPeers);
  }

  private static List<Action> policySteps(Scene scene) {
    return scene.decide().actions().stream()
        .filter(
            action ->
                action instanceof Action.EnsurePolicy || action instanceof Action.DeletePolicy)
        .toList();
  }
}
