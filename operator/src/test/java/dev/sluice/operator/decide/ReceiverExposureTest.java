package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.observe.ObservedNetwork;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReceiverExposureTest {
  @Test
  void putsAServiceOverReceiversThatListenAndLeavesItAlone() {
    var scene = new Scene("receivers: {service: {port: 8080}}");

    assertThat(scene.decide().actions()).contains(new Action.ExposeReceivers(8080));
    scene.network = new ObservedNetwork(8080, Map.of());
    assertThat(scene.decide().actions()).noneMatch(Action.ExposeReceivers.class::isInstance);
  }

  @Test
  void followsThePortAndTakesTheServiceAway() {
    var scene = new Scene("receivers: {service: {port: 9090}}");
    scene.network = new ObservedNetwork(8080, Map.of());

    assertThat(scene.decide().actions()).contains(new Action.ExposeReceivers(9090));
    scene.spec = Scene.specOf();
    assertThat(scene.decide().actions()).contains(new Action.HideReceivers());
  }
}
