package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.observe.PodState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What a job costs the API server does not depend on other jobs: a bounded number of requests to
 * start, and none while it is well. With more, operators collapse at a thousand jobs.
 */
class RequestsOfAStartTest {
  private static final int PODS = 4;

  /** Certificate, manifest, revision and two Services. */
  private static final int OTHER_OBJECTS = 5;

  @Test
  void writesEachObjectOnceAndTheStatusNoMoreThanOnceForEachPod() {
    var scene = new Scene("receivers: {replicas: 1}", "executors: {replicas: 2}");

    var requests = requests(scene);
    for (var pod = 0; pod < scene.pods.size(); pod++) {
      scene.later(Duration.ofSeconds(1));
      scene.state(scene.pods.get(pod).name(), new PodState.Running(true, scene.now));
      requests += requests(scene);
    }

    assertThat(scene.pods).hasSize(PODS);
    assertThat(Outline.of(scene.decide(), "Ready")).isEqualTo("True/Running");
    assertThat(requests).isLessThanOrEqualTo(PODS + OTHER_OBJECTS + 1 + PODS);
    assertThat(requests(scene)).as("when it is well").isZero();
  }

  /** Decides and returns how many requests that is. */
  private static int requests(Scene scene) {
    var before = scene.status;
    var decision = scene.step();
    return decision.actions().size() + (decision.status().equals(before) ? 0 : 1);
  }
}
