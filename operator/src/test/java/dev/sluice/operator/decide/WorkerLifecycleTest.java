package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.operator.observe.DriverReport;
import dev.sluice.operator.observe.PodProblem;
import dev.sluice.operator.observe.PodState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerLifecycleTest {
  @Test
  void givesEveryWorkerAnAttemptOfItsOwn() {
    var scene = new Scene("executors: {replicas: 3}");

    scene.step();

    assertThat(names(scene))
        .contains(
            "words-executor-0-1", "words-executor-1-2", "words-executor-2-3", "words-receiver-0-1");
    assertThat(scene.status.executors().attempt()).isEqualTo(3);
  }

  @Test
  void replacesAWorkerThatLivedLongAtOnceAndKeepsTheOthers() {
    var scene = new Scene().running();
    scene.later(Duration.ofMinutes(5)).end("words-executor-1-2", 137, "");

    scene.step();

    assertThat(names(scene))
        .contains("words-executor-1-3", "words-executor-0-1", "words-driver-1")
        .doesNotContain("words-executor-1-2");
  }

  @Test
  void waitsBeforeItReplacesAWorkerThatKeepsDyingYoung() {
    var scene = new Scene("executors: {replicas: 1}", "receivers: {replicas: 0}").running();
    scene.end("words-executor-0-1", 1, "");
    scene.step();
    scene.end("words-executor-0-2", 1, "");

    Decision waiting = scene.step();

    assertThat(names(scene)).contains("words-executor-0-2");
    assertThat(Outline.of(waiting, "Ready")).isEqualTo("False/ExecutorEnded");
    assertThat(waiting.wake()).isAfterOrEqualTo(scene.now.plusSeconds(5));
    scene.later(Duration.ofSeconds(7)).step();
    assertThat(names(scene)).contains("words-executor-0-3");
  }

  @Test
  void survivesADriverThatIsReplaced() {
    var scene = new Scene().running();
    scene.end("words-driver-1", 137, "");

    Decision decision = scene.step();

    assertThat(decision.actions()).noneMatch(Action.CreateWorker.class::isInstance);
    assertThat(names(scene)).contains("words-executor-0-1", "words-receiver-0-1");
  }

  @Test
  void followsTheNumberOfReplicasWithoutTouchingTheDriver() {
    var scene = new Scene().running();
    scene.spec = Scene.specOf("executors: {replicas: 1}", "receivers: {replicas: 2}");

    scene.step();

    assertThat(names(scene))
        .containsExactlyInAnyOrder(
            "words-driver-1", "words-executor-0-1", "words-receiver-0-1", "words-receiver-1-2");
  }

  @Test
  void startsOneMoreWorkerAndDrainsItsPredecessorWhenItIsWarm() {
    var scene = new Scene().running();
    scene.spec =
        Scene.specOf("executors: {resources: {requests: {cpu: 1}, limits: {memory: 2Gi}}}");

    scene.step();
    assertThat(names(scene)).contains("words-executor-0-1", "words-executor-0-3");
    assertThat(scene.step().actions()).as("one at a time").isEmpty();
    scene.later(Duration.ofSeconds(5)).state("words-executor-0-3", ready(scene));
    scene.reported(report(scene.now));
    assertThat(scene.step().actions()).as("no batch since it is ready").isEmpty();

    scene.later(Duration.ofSeconds(1)).reported(report(scene.now));

    assertThat(scene.decide().actions())
        .containsExactly(new Action.DeletePod("words-executor-0-1", false));
    scene.step();
    scene.step();
    assertThat(names(scene)).contains("words-executor-1-2", "words-executor-1-4");
    assertThat(Outline.of(scene.decide(), "Ready")).isEqualTo("True/Running");
    assertThat(Outline.of(scene.decide(), "Reconciling")).isEqualTo("True/RollingWorkers");
  }

  @Test
  void startsTheNextWorkerOnlyWhenThePredecessorHasDrained() {
    var scene = new Scene().running();
    scene.spec =
        Scene.specOf("executors: {resources: {requests: {cpu: 1}, limits: {memory: 2Gi}}}");
    scene.step();
    scene.later(Duration.ofMinutes(1)).state("words-executor-0-3", ready(scene));
    scene.later(Duration.ofSeconds(1)).reported(report(scene.now));

    scene.deleted("words-executor-0-1");

    assertThat(scene.step().actions()).noneMatch(Action.CreateWorker.class::isInstance);
    scene.pods.removeIf(pod -> pod.name().equals("words-executor-0-1"));
    assertThat(scene.step().actions())
        .filteredOn(Action.CreateWorker.class::isInstance)
        .singleElement()
        .satisfies(action -> assertThat(((Action.CreateWorker) action).index()).isEqualTo(1));
  }

  @Test
  void deletesFirstWhereThereIsNoRoomForOneMore() {
    String rolling = "rollingUpdate: {maxSurge: 0, maxUnavailable: 1}";
    var scene = new Scene("executors: {" + rolling + "}").running();
    scene.spec =
        Scene.specOf(
            "executors: {" + rolling + ", resources: {requests: {cpu: 1}, limits: {memory: 2Gi}}}");

    Decision decision = scene.step();

    assertThat(decision.actions()).contains(new Action.DeletePod("words-executor-0-1", false));
    assertThat(decision.actions())
        .doesNotContain(new Action.DeletePod("words-executor-1-2", false));
    assertThat(scene.step().actions()).anyMatch(Action.CreateWorker.class::isInstance);
    assertThat(scene.step().actions()).as("one is missing already").isEmpty();
  }

  @Test
  void goesBackToAWorkerThatStillRunsWhenItsReplacementCannotStart() {
    var scene = new Scene().running();
    scene.spec =
        Scene.specOf("executors: {resources: {requests: {cpu: 1}, limits: {memory: 2Gi}}}");
    scene.step();
    scene.later(Duration.ofMinutes(2)).spec = Scene.specOf();

    scene.reported(report(scene.now));
    scene.step();

    assertThat(names(scene))
        .contains("words-executor-0-1", "words-executor-1-2")
        .doesNotContain("words-executor-0-3");
  }

  @Test
  void givesAWorkerThatLeftTimeToBelieveThatTheJobEnded() {
    var scene = new Scene().running();
    scene.later(Duration.ofMinutes(5)).end("words-executor-0-1", 0, "");

    assertThat(scene.step().actions()).isEmpty();
    assertThat(scene.later(Duration.ofSeconds(5)).step().actions())
        .anyMatch(Action.CreateWorker.class::isInstance);
  }

  @Test
  void removesEverythingButTheDriverOfAJobThatIsOver() {
    var scene = new Scene().running();
    scene.end("words-driver-1", 0, "");

    scene.step();

    assertThat(names(scene)).containsExactly("words-driver-1");
    assertThat(scene.decide().actions()).isEmpty();
  }

  @Test
  void saysWhatKeepsAnExecutorFromStartingWhileTheDriverWaitsForIt() {
    var scene = new Scene();
    scene.step();
    scene.state("words-driver-1", new PodState.Running(false, scene.now));
    scene.state(
        "words-executor-1-2", new PodState.Pending(new PodProblem("Unschedulable", "no room")));

    Decision decision = scene.decide();

    assertThat(Outline.of(decision, "Ready")).isEqualTo("False/ExecutorUnschedulable");
  }

  private static PodState ready(Scene scene) {
    return new PodState.Running(true, scene.now);
  }

  private static DriverReport report(Instant batch) {
    return new DriverReport(
        "Running",
        1,
        "Empty",
        null,
        0,
        new DriverReport.Batch(9, batch, 1, 1, 0, 1, 1),
        null,
        false,
        2,
        1);
  }

  private static List<String> names(Scene scene) {
    return scene.pods.stream().map(pod -> pod.name()).toList();
  }
}
