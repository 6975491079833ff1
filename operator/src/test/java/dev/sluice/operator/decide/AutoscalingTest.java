package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.AutoscalerStatus;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.DriverContact;
import dev.sluice.operator.observe.DriverLoad;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.scale.JobSituation;
import dev.sluice.operator.scale.LoadMemory;
import dev.sluice.operator.scale.LoadSample;
import dev.sluice.operator.scale.ReplicaDecision;
import dev.sluice.operator.scale.RoleDecision;
import dev.sluice.operator.scale.ScalingReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AutoscalingTest {
  private static final String ENABLED = "autoscaling: {mode: Enabled}";

  @Test
  void followsTheAutoscalerAndLeavesTheSpecAlone() {
    var scene = new Scene(ENABLED).running();
    scene.scaling = decision(1, 3, 2, 2, ScalingReason.SCALE_UP);

    scene.step();

    assertThat(pods(scene, Role.RECEIVER)).hasSize(3);
    assertThat(autoscaler(scene).receivers()).isEqualTo(3);
    assertThat(scene.spec.receivers().replicas()).isEqualTo(1);
    scene.scaling = null;
    assertThat(scene.decide().actions()).isEmpty();
    assertThat(autoscaler(scene).receivers()).isEqualTo(3);
  }

  @Test
  void showsADecisionWithItsInputsAndConditions() {
    var scene = new Scene(ENABLED).running();
    scene.scaling = decision(1, 3, 2, 2, ScalingReason.SCALE_UP);

    Decision decision = scene.step();

    var last = Objects.requireNonNull(autoscaler(scene).lastDecision());
    assertThat(last.reason()).isEqualTo("ScaleUp");
    assertThat(last.message()).isEqualTo("Receivers: because");
    assertThat(last.inputs())
        .containsEntry("receiverUtilizationPercent", "95")
        .containsEntry("executorReason", "WithinTolerance");
    assertThat(Outline.of(decision, "AbleToScale")).isEqualTo("True/Ready");
    assertThat(Outline.of(decision, "ScalingActive")).isEqualTo("True/MetricsComplete");
    assertThat(Outline.of(decision, "ScalingLimited")).isEqualTo("False/NotLimited");
  }

  @Test
  void recommendsWithoutTouchingReplicas() {
    var scene = new Scene("autoscaling: {mode: Recommend}").running();
    scene.scaling = decision(1, 1, 2, 2, ScalingReason.SCALE_UP);

    Decision decision = scene.step();

    assertThat(pods(scene, Role.RECEIVER)).hasSize(1);
    assertThat(autoscaler(scene).receivers()).isNull();
    assertThat(decision.actions()).isEmpty();
  }

  @Test
  void saysThatMetricsAreMissing() {
    var scene = new Scene(ENABLED).running();
    scene.scaling = decision(1, 1, 2, 2, ScalingReason.METRICS_STALE);

    assertThat(Outline.of(scene.step(), "ScalingActive")).isEqualTo("False/MetricsStale");
  }

  @Test
  void doesNotWriteTheStatusForFiguresAlone() {
    var scene = new Scene(ENABLED).running();
    scene.scaling = decision(1, 1, 2, 2, ScalingReason.WITHIN_TOLERANCE);
    scene.step();
    scene.later(Duration.ofSeconds(30));
    scene.scaling = decision(1, 1, 2, 2, ScalingReason.WITHIN_TOLERANCE, "another figure", 0.5);

    assertThat(scene.decide().status()).isEqualTo(scene.status);
  }

  @Test
  void ignoresADecisionThatBeganFromOtherReplicas() {
    var scene = new Scene(ENABLED).running();
    scene.scaling = decision(4, 5, 2, 2, ScalingReason.SCALE_UP);

    scene.step();

    assertThat(pods(scene, Role.RECEIVER)).hasSize(1);
  }

  @Test
  void endsWithTheModeAndGoesBackToTheReplicasOfTheSpec() {
    var scene = new Scene(ENABLED).running();
    scene.scaling = decision(1, 3, 2, 2, ScalingReason.SCALE_UP);
    scene.step();
    scene.spec = Scene.specOf();
    scene.scaling = null;

    scene.step();

    assertThat(scene.status.autoscaler()).isNull();
    assertThat(pods(scene, Role.RECEIVER)).hasSize(1);
    assertThat(scene.status.conditions()).noneMatch(c -> c.type().equals("AbleToScale"));
  }

  @Test
  void removesTheReceiverWithTheFewestBlocksLeftToStore() {
    var scene = new Scene("receivers: {replicas: 3}").running();
    scene.contact =
        new DriverContact(
            scene.job().driverPod(1),
            scene.now,
            null,
            new DriverLoad(
                sample(),
                Map.of("words-receiver-0-1", 7, "words-receiver-1-2", 0, "words-receiver-2-3", 4)));
    scene.spec = Scene.specOf("receivers: {replicas: 2}");

    scene.step();

    assertThat(pods(scene, Role.RECEIVER))
        .containsExactly("words-receiver-0-1", "words-receiver-2-3");
    assertThat(scene.step().actions()).isEmpty();
    scene.spec = Scene.specOf("receivers: {replicas: 3}");
    scene.step();
    assertThat(pods(scene, Role.RECEIVER)).contains("words-receiver-1-4");
  }

  @Test
  void workersKeepTheirPlacesWhenTheDriverIsHandedOver() {
    var world = UpgradeScene.stable();
    Scene scene = world.scene;
    scene.spec = Scene.specOf("receivers: {replicas: 3}");
    world.run(5);
    List<String> receivers = pods(scene, Role.RECEIVER);
    scene.contact =
        new DriverContact(
            scene.job().driverPod(1),
            scene.now,
            null,
            new DriverLoad(sample(), Map.of(receivers.get(0), 7, receivers.get(2), 4)));
    scene.spec = Scene.specOf("receivers: {replicas: 2}");
    scene.step();
    assertThat(pods(scene, Role.RECEIVER)).containsExactly(receivers.get(0), receivers.get(2));
    scene.spec = Scene.specOf("receivers: {replicas: 2}", "restartNonce: 1");

    world.run(90);

    assertThat(scene.status.upgrade()).isNull();
    assertThat(scene.observed().owned(Role.RECEIVER))
        .allMatch(pod -> pod.jobRevision().equals(scene.revision()))
        .extracting(ObservedPod::index)
        .containsExactlyInAnyOrder(0, 2);
  }

  @Test
  void scalesWhatWasRolledBackTo() {
    var world = UpgradeScene.stable();
    Scene scene = world.scene;
    scene.spec = Scene.specOf("restartNonce: 1");
    world.ends.put(scene.revision(), 1);
    world.run(60);
    assertThat(scene.status.upgrade()).extracting(UpgradeStatus::step).isEqualTo("RolledBack");

    var view =
        ScalingView.of(
            scene.observed(),
            ScalingRequest.of(scene.spec.autoscaling()),
            LoadMemory.begin(1, 2, scene.now));

    assertThat(view.situation()).isEqualTo(new JobSituation(1, true, true, false));
  }

  private static LoadSample sample() {
    var load = new LoadSample.WorkerLoad(1, 0.5);
    return new LoadSample(Scene.START, 1, 1_000, 500, 10, 0, 100, 100, 0, load, load);
  }

  private static ReplicaDecision decision(
      int receiversNow, int receivers, int executorsNow, int executors, ScalingReason reason) {
    return decision(receiversNow, receivers, executorsNow, executors, reason, "because", 0.95);
  }

  private static ReplicaDecision decision(
      int receiversNow,
      int receivers,
      int executorsNow,
      int executors,
      ScalingReason reason,
      String message,
      double utilization) {
    return new ReplicaDecision(
        new RoleDecision(
            Role.RECEIVER,
            receiversNow,
            receivers,
            Optional.of(receivers),
            reason,
            message,
            utilization,
            100),
        new RoleDecision(
            Role.EXECUTOR,
            executorsNow,
            executors,
            Optional.of(executors),
            ScalingReason.WITHIN_TOLERANCE,
            "fine",
            0.6,
            100),
        Optional.empty());
  }

  private static AutoscalerStatus autoscaler(Scene scene) {
    return Objects.requireNonNull(scene.status.autoscaler());
  }

  private static List<String> pods(Scene scene, Role role) {
    return scene.pods.stream()
        .filter(pod -> pod.role() == role)
        .map(pod -> pod.name())
        .sorted()
        .toList();
  }
}
