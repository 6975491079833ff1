package dev.sluice.operator.decide;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.PendingChange;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change of the spec from its first pass to stability, or back. */
class UpgradeTest {
  private static final StreamingJobSpec CHANGED = Scene.specOf("batchIntervalMillis: 500");

  private final UpgradeScene world = UpgradeScene.stable();
  private final Scene scene = world.scene;
  private final String old = scene.revision();

  @Test
  void theOldDriverWorksUntilItsSuccessorAndAllItsWorkersAreThere() {
    scene.spec = CHANGED;
    String changed = scene.revision();

    scene.step();
    assertThat(upgrade().step()).isEqualTo("StartingDriver");
    assertThat(scene.status.pendingChanges())
        .containsExactly(new PendingChange("spec.batchIntervalMillis", "D"));
    assertThat(world.workers(changed)).as("before the driver stands by").isEmpty();
    world.tick();
    scene.step();
    assertThat(upgrade().step()).isEqualTo("StartingWorkers");
    assertThat(world.workers(changed)).hasSize(3);
    assertThat(world.workers(old)).hasSize(3);
    assertThat(Outline.of(scene.decide(), "Ready")).isEqualTo("True/Running");
    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-1");
    world.tick();

    assertThat(scene.step().actions()).contains(new Action.DeletePod("words-driver-1", false));

    world.run(3);
    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-2");
    assertThat(world.workers(old)).isEmpty();
    assertThat(world.workers(changed)).hasSize(3).allMatch(ObservedPod::ready);
    assertThat(scene.status.driver().restarts()).isZero();
    assertThat(upgrade().step()).isEqualTo("Stabilizing");
    assertThat(scene.status.pendingChanges()).isEmpty();
    world.run(120);
    assertThat(scene.status.upgrade()).isNull();
    assertThat(scene.status.revisions().lastStable())
        .isEqualTo(scene.status.revisions().current())
        .isEqualTo(Target.present(scene.observed()).name());
    assertThat(scene.services)
        .containsOnlyKeys("words-driver", "words-driver-" + changed)
        .containsEntry("words-driver", 2L);
  }

  @Test
  void aMomentWithoutAnAnswerDoesNotEndTheOldDriver() {
    scene.spec = CHANGED;
    scene.step();
    world.tick();
    scene.state("words-driver-1", new PodState.Running(false, scene.now));

    assertThat(scene.step().actions())
        .doesNotContain(new Action.DeletePod("words-driver-1", false));

    Decision waiting = scene.decide();
    assertThat(Outline.of(waiting, "Ready")).isEqualTo("False/DriverStarting");
    assertThat(waiting.wake()).isAfter(scene.now).isBeforeOrEqualTo(scene.now.plusSeconds(10));
    world.run(5);
    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-2");
    assertThat(scene.status.driver().restarts()).isZero();
  }

  @Test
  void aBrokenImageNeverTouchesADriverThatDoesNotAnswerForAMoment() {
    scene.spec = CHANGED;
    world.withoutImage.add(scene.revision());
    world.run(5);
    scene.state("words-driver-1", new PodState.Running(false, scene.now));

    world.run(10);

    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-1");
    assertThat(Outline.of(scene.decide(), "Ready")).isEqualTo("True/Running");
  }

  @Test
  void aBrokenImageNeverTouchesWhatRunsAndIsRolledBack() {
    scene.spec = CHANGED;
    world.withoutImage.add(scene.revision());

    world.run(602);

    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-1");
    assertThat(Outline.of(scene.decide(), "Progressing")).isEqualTo("False/RolledBack");
    assertThat(Outline.of(scene.decide(), "Stalled")).isEqualTo("True/RolledBack");
    assertThat(Outline.of(scene.decide(), "Ready")).isEqualTo("True/Running");
    assertThat(scene.pods).allMatch(pod -> pod.jobRevision().equals(old));
    assertThat(scene.status.successor()).isNull();
    assertThat(upgrade().rejection()).contains("not found");
    world.run(100);
    assertThat(scene.pods).as("not tried again").hasSize(4);
  }

  @Test
  void aProgramThatFailsBeforeItTakesOverIsRolledBackAtOnce() {
    scene.spec = CHANGED;
    world.ends.put(scene.revision(), 1);

    world.run(5);

    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-1");
    assertThat(Outline.of(scene.decide(), "Progressing")).isEqualTo("False/RolledBack");
    assertThat(upgrade().rejection()).contains("the program is broken");
    assertThat(scene.pods).hasSize(4);
  }

  @Test
  void aDriverThatIsGivenUpAndGoesSlowlyDoesNotReplaceTheOneThatWorks() {
    scene.lingering = true;
    scene.spec = CHANGED;
    world.ends.put(scene.revision(), 1);

    world.run(20);

    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-1");
    assertThat(scene.status.driver().epoch()).isEqualTo(1);
    assertThat(Outline.of(scene.decide(), "Progressing")).isEqualTo("False/RolledBack");
    assertThat(scene.pods).hasSize(4);
  }

  @Test
  void aDriverThatStandsByAndIsGivenUpGoes() {
    scene.lingering = true;
    scene.spec = CHANGED;
    world.run(2);
    assertThat(scene.pods).extracting(ObservedPod::name).contains("words-driver-2");

    scene.spec = Scene.specOf();
    world.run(20);

    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-1");
    assertThat(scene.pods).hasSize(4);
  }

  @Test
  void aProgramThatCrashesAfterItHasTakenOverIsRolledBack() {
    scene.spec = CHANGED;
    String changed = scene.revision();
    world.run(8);
    assertThat(scene.status.driver().revision()).isEqualTo(changed);
    world.ends.put(changed, 1);

    world.run(10);

    assertThat(scene.status.driver().revision()).isEqualTo(old);
    assertThat(world.working()).isPresent();
    assertThat(upgrade().rejection()).contains("ProgramFailed");
    assertThat(Outline.of(scene.decide(), "Stalled")).isEqualTo("True/RolledBack");
    assertThat(scene.pods).allMatch(pod -> pod.jobRevision().equals(old));
  }

  @Test
  void aProgramThatCompletesNothingIsRolledBackAfterTheDeadline() {
    scene.spec = CHANGED;
    world.idle.add(scene.revision());

    world.run(590);
    assertThat(scene.status.driver().revision()).isEqualTo(scene.revision());
    world.run(30);

    assertThat(scene.status.driver().revision()).isEqualTo(old);
    assertThat(Outline.of(scene.decide(), "Progressing")).isEqualTo("False/RolledBack");
  }

  @Test
  void anotherSpecIsTriedAfterARollback() {
    scene.spec = CHANGED;
    world.ends.put(scene.revision(), 1);
    world.run(5);

    scene.spec = Scene.specOf("batchIntervalMillis: 250");
    world.run(150);

    assertThat(scene.status.driver().revision()).isEqualTo(scene.revision());
    assertThat(Outline.of(scene.decide(), "Progressing")).isEqualTo("True/Stable");
    assertThat(scene.status.revisions().lastStable()).isEqualTo(scene.status.revisions().update());
  }

  @Test
  void withoutAutomaticRollbackItSaysSoAndTriesOn() {
    scene.spec = Scene.specOf("batchIntervalMillis: 500", "upgrade: {rollback: Manual}");
    world.ends.put(scene.revision(), 1);

    world.run(30);

    assertThat(Outline.of(scene.decide(), "Progressing")).isEqualTo("False/UpgradeFailed");
    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-1");
    scene.spec = Scene.specOf("upgrade: {rollback: Manual}");
    world.run(200);
    assertThat(Outline.of(scene.decide(), "Progressing")).isEqualTo("True/Stable");
  }

  @Test
  void aRollbackThatWouldLoseDataIsNotMade() {
    scene.spec = Scene.specOf("batchIntervalMillis: 500", "restore: {from: Empty, nonce: 1}");
    String changed = scene.revision();
    world.run(10);
    assertThat(scene.status.driver().revision()).isEqualTo(changed);
    world.ends.put(changed, 1);

    world.run(3);

    assertThat(scene.status.driver().revision()).isEqualTo(changed);
    assertThat(Outline.of(scene.decide(), "Stalled")).isEqualTo("True/RollbackWouldLoseData");
  }

  @Test
  void aFixNeedsNoHealth() {
    scene.end("words-driver-1", 65, "wrong");
    world.run(2);
    assertThat(Outline.of(scene.decide(), "Failed")).isEqualTo("True/BadConfiguration");

    scene.spec = CHANGED;
    world.run(3);

    assertThat(world.working().map(ObservedPod::jobRevision)).contains(scene.revision());
  }

  @Test
  void aDryRunShowsTheCostAndChangesNothing() {
    scene.held = true;
    scene.spec =
        Scene.specOf(
            "batchIntervalMillis: 500",
            "executors: {replicas: 2, resources: {requests: {cpu: 1}, limits: {memory: 1Gi}}}");

    world.run(20);

    assertThat(scene.status.pendingChanges())
        .extracting(change -> change.field() + " " + change.updateClass())
        .containsExactly(
            "spec.batchIntervalMillis D",
            "spec.executors.resources.requests.cpu R",
            "spec.executors.resources.requests.memory R");
    assertThat(scene.pods).hasSize(4).allMatch(pod -> pod.jobRevision().equals(old));
    scene.held = false;
    world.run(10);
    assertThat(scene.status.driver().revision()).isEqualTo(scene.revision());
  }

  @Test
  void aWarmSecondDriverTakesOverFromTheFirstAndGetsAnother() {
    scene.spec = Scene.specOf("driver: {standby: true}");
    world.run(3);
    assertThat(drivers()).containsExactly("words-driver-1", "words-driver-2");
    assertThat(scene.status.driver().epoch()).isEqualTo(1);

    scene.end("words-driver-1", 137, "");
    world.tick();
    world.run(3);

    assertThat(drivers()).containsExactly("words-driver-2", "words-driver-3");
    assertThat(scene.status.driver().epoch()).isEqualTo(2);
    assertThat(scene.status.driver().restarts()).isEqualTo(1);
    assertThat(scene.services).containsEntry("words-driver-" + old, 2L);
    scene.spec = Scene.specOf();
    world.run(2);
    assertThat(drivers()).containsExactly("words-driver-2");
  }

  @Test
  void aDriverThatDiesWhileItsSuccessorStandsByIsReplacedByIt() {
    scene.spec = CHANGED;
    scene.step();
    world.tick();
    scene.step();
    scene.end("words-driver-1", 137, "");
    world.run(4);

    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-2");
    assertThat(scene.status.driver().epoch()).isEqualTo(2);
  }

  @Test
  void aDriverThatDiesDuringAnUpgradeToABrokenImageIsStartedAgain() {
    scene.spec = CHANGED;
    world.withoutImage.add(scene.revision());
    world.run(5);
    scene.end("words-driver-1", 137, "");

    world.run(10);

    assertThat(world.working().map(ObservedPod::jobRevision)).contains(old);
    assertThat(Outline.of(scene.decide(), "Stalled")).isEqualTo("True/RolledBack");
  }

  @Test
  void aStoreThatIsAwayIsNoFaultOfTheNewRevision() {
    scene.spec = CHANGED;
    String changed = scene.revision();
    world.ends.put(changed, 69);
    world.run(30);
    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-1");

    world.ends.clear();
    world.run(200);

    assertThat(Outline.of(scene.decide(), "Progressing")).isEqualTo("True/Stable");
    assertThat(scene.status.driver().revision()).isEqualTo(changed);
  }

  @Test
  void oldRevisionsAreForgottenButNotTheLastStableOne() {
    for (int nonce = 1; nonce <= 4; nonce++) {
      scene.spec = Scene.specOf("restartNonce: " + nonce, "revisionHistoryLimit: 1");
      scene.step();
    }
    scene.step();

    assertThat(scene.revisions)
        .extracting(revision -> revision.name())
        .contains(scene.status.revisions().lastStable(), scene.status.revisions().update())
        .hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void aJobThatIsSuspendedDuringAnUpgradeGoesOnWithItLater() {
    scene.spec = CHANGED;
    world.run(1);
    scene.spec = Scene.specOf("batchIntervalMillis: 500", "suspend: true");
    world.run(2);
    assertThat(scene.pods).isEmpty();
    scene.later(Duration.ofHours(3));

    scene.spec = CHANGED;
    world.run(150);

    assertThat(Outline.of(scene.decide(), "Progressing")).isEqualTo("True/Stable");
    assertThat(scene.status.revisions().lastStable()).isEqualTo(scene.status.revisions().update());
  }

  private UpgradeStatus upgrade() {
    return requireNonNull(scene.status.upgrade());
  }

  private List<String> drivers() {
    return scene.pods.stream()
        .filter(pod -> pod.role() == Role.DRIVER)
        .map(ObservedPod::name)
        .sorted()
        .toList();
  }
}
