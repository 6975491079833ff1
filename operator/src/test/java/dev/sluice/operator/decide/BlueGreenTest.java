package dev.sluice.operator.decide;

import static dev.sluice.operator.decide.BlueGreenScene.FASTER;
import static dev.sluice.operator.decide.BlueGreenScene.MODE;
import static dev.sluice.operator.decide.BlueGreenScene.STABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.observe.ObservedPod;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code spec.upgrade.mode: BlueGreen}: what becomes of two revisions beside each other. */
class BlueGreenTest {
  private final BlueGreenScene job = new BlueGreenScene();
  private final UpgradeScene world = job.world;
  private final String old = job.old;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void becomesTheJobWhenItIsStableAndKeepsItsLocation(boolean lingering) {
    world.scene.lingering = lingering;
    job.change(FASTER, MODE);
    job.snapshotIsTaken();
    world.run(STABLE + 15);
    String revision = world.scene.revision();

    StreamingJobStatus status = world.scene.status;
    String location = world.location(world.working().orElseThrow());
    assertThat(status.driver().podName()).isEqualTo("words-driver-2");
    assertThat(status.checkpoint().location()).isEqualTo(location);
    assertThat(status.revisions().lastStable())
        .isEqualTo(status.revisions().current())
        .isEqualTo(status.revisions().update());
    assertThat(status.upgrade()).isNull();
    assertThat(status.successor()).isNull();
    assertThat(world.scene.pods).hasSize(4).allMatch(pod -> pod.jobRevision().equals(revision));
    assertThat(world.scene.services).containsOnlyKeys("words-driver", "words-driver-" + revision);
    assertThat(world.scene.decide().actions()).isEmpty();

    job.change("batchIntervalMillis: 250");
    world.run(30);

    ObservedPod next = world.working().orElseThrow();
    assertThat(next.jobRevision()).isEqualTo(world.scene.revision());
    assertThat(world.location(next)).isEqualTo(location);
    assertThat(world.made(next).restore().from()).isEqualTo(RestoreFrom.Latest);
  }

  @Test
  void nextRevisionHasALocationBesideAndNotBelowTheOneBefore() {
    job.change(FASTER, MODE);
    job.snapshotIsTaken();
    world.run(STABLE);

    job.change("batchIntervalMillis: 250", MODE);
    job.snapshotIsTaken();
    world.run(STABLE);

    assertThat(world.scene.status.checkpoint().location())
        .startsWith("s3://bucket/wordcount/revisions/" + world.scene.revision() + "-");
    assertThat(world.scene.pods).hasSize(4);
  }

  @Test
  void isAppliedAsToAJobAtRestWhenTheProgramHasEnded() {
    job.change(FASTER, MODE);
    job.snapshotIsTaken();
    world.run(20);
    assertThat(world.scene.pods).hasSize(8);

    world.ends.put(old, 0);
    world.run(60);

    ObservedPod driver = world.working().orElseThrow();
    assertThat(driver.jobRevision()).isEqualTo(world.scene.revision());
    assertThat(world.location(driver)).isEqualTo("s3://bucket/wordcount");
    assertThat(world.scene.status.successor()).isNull();
    assertThat(world.scene.pods).hasSize(4);

    world.ends.put(world.scene.revision(), 0);
    world.run(60);

    assertThat(Outline.of(world.scene.decide(), "Complete")).startsWith("True");
    assertThat(world.scene.decide().actions()).isEmpty();
  }

  @Test
  void rejectedRevisionGoesThoughTheProgramOfTheJobHasEnded() {
    job.change(FASTER, MODE);
    job.snapshotIsTaken();
    world.run(20);
    world.ends.put(world.scene.revision(), 65);
    world.run(2);

    world.ends.put(old, 0);
    world.run(60);

    assertThat(Outline.of(world.scene.decide(), "Complete")).startsWith("True");
    assertThat(world.scene.status.successor()).isNull();
    assertThat(world.scene.pods).allMatch(pod -> pod.jobRevision().equals(old));
    assertThat(world.scene.decide().actions()).isEmpty();
  }

  @Test
  void oldWorkersStayUntilTheirDriverHasDrained() {
    job.change(FASTER, MODE);
    job.snapshotIsTaken();
    Decision decision = world.scene.step();
    while (!BlueGreenScene.deleted(decision).contains("words-driver-1")) {
      world.tick();
      decision = world.scene.decide();
      world.scene.take(
          decision, BlueGreenScene.deleted(decision).isEmpty() ? decision.actions().size() : 0);
    }

    assertThat(decision.status().driver().epoch()).isEqualTo(2);
    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
    assertThat(BlueGreenScene.deleted(decision)).containsExactly("words-driver-1");
    world.scene.deleted("words-driver-1");
    assertThat(BlueGreenScene.deleted(world.scene.decide())).isEmpty();

    world.scene.pods.removeIf(pod -> pod.name().equals("words-driver-1"));

    assertThat(BlueGreenScene.deleted(world.scene.decide()))
        .hasSize(3)
        .noneMatch(name -> name.contains("driver"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void revisionThatFailsIsRemovedAndTheOldOneWasNeverTouched(boolean lingering) {
    world.scene.lingering = lingering;
    job.change(FASTER, MODE);
    world.ends.put(world.scene.revision(), 1);
    job.snapshotIsTaken();
    world.run(30);

    job.staysAsItWas("RolledBack");
    assertThat(job.upgrade().rejection()).contains("the program is broken");
  }

  @Test
  void whatARejectedAttemptLeftIsNotFoundByTheNext() {
    job.change(FASTER, MODE);
    world.ends.put(world.scene.revision(), 1);
    String snapshot = job.snapshotIsTaken();
    world.run(10);
    String location =
        Objects.requireNonNull(world.scene.made.get("words-driver-2")).checkpoint().location();
    job.change(MODE);
    world.run(STABLE);
    world.ends.clear();

    job.change(FASTER, MODE);

    assertThat(job.snapshotIsTaken()).isNotEqualTo(snapshot);
    world.run(10);
    assertThat(world.location(world.scene.pod("words-driver-2"))).isNotEqualTo(location);
    assertThat(world.scene.pods).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void revisionThatIsNotStableInTimeIsRemoved(boolean starts) {
    job.change(FASTER, "upgrade: {mode: BlueGreen, progressDeadlineSeconds: 150}");
    (starts ? world.idle : world.withoutImage).add(world.scene.revision());
    job.snapshotIsTaken();
    world.run(100);
    assertThat(world.scene.pods).hasSize(starts ? 8 : 5);

    world.run(70);

    job.staysAsItWas("RolledBack");
    assertThat(job.upgrade().rejection()).contains("Not stable within 150 s");
  }

  @Test
  void isLeftAloneWhereTheUserDecides() {
    job.change(FASTER, "upgrade: {mode: BlueGreen, rollback: Manual}");
    world.ends.put(world.scene.revision(), 1);
    job.snapshotIsTaken();
    world.run(10);

    Decision decision = world.scene.decide();
    assertThat(Outline.of(decision, "Stalled")).isEqualTo("True/UpgradeFailed");
    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-1");
  }

  @Test
  void oldDriverThatFailsMeanwhileIsReplacedWithItsOwnSettings() {
    job.change(FASTER, MODE);
    job.snapshotIsTaken();
    world.run(5);
    world.scene.pods.removeIf(pod -> pod.name().equals("words-driver-1"));

    world.run(10);

    ObservedPod present = world.working().orElseThrow();
    assertThat(present.jobRevision()).isEqualTo(old);
    assertThat(world.location(present)).isEqualTo("s3://bucket/wordcount");
    assertThat(present.number()).isEqualTo(world.scene.status.driver().epoch());
    long fresh = Objects.requireNonNull(world.scene.status.successor()).epoch();
    assertThat(fresh).isGreaterThan(present.number());

    world.run(STABLE);

    assertThat(world.scene.status.driver().epoch()).isEqualTo(fresh);
    assertThat(world.scene.pods)
        .hasSize(4)
        .allMatch(pod -> pod.jobRevision().equals(world.scene.revision()));
  }

  @Test
  void anotherChangeRemovesTheFirstAndBeginsAgain() {
    job.change(FASTER, MODE);
    String first = world.scene.revision();
    job.snapshotIsTaken();
    world.run(10);

    job.change("batchIntervalMillis: 250", MODE);

    assertThat(job.upgrade().step()).isEqualTo("RemovingBeside");
    world.run(3);
    assertThat(world.scene.pods).hasSize(4).noneMatch(pod -> pod.jobRevision().equals(first));
    assertThat(world.scene.pod("words-driver-1").ready()).isTrue();
    job.snapshotIsTaken();
    world.run(STABLE);
    assertThat(world.scene.pods)
        .hasSize(4)
        .allMatch(pod -> pod.jobRevision().equals(world.scene.revision()));
  }

  @Test
  void changeThatIsTakenBackRemovesIt() {
    job.change(FASTER, MODE);
    job.snapshotIsTaken();
    world.run(10);

    job.change(MODE);
    world.run(STABLE);

    job.staysAsItWas("Stable");
  }

  @Test
  void suspendedJobHasNeitherAndResumesWithTheNewRevision() {
    job.change(FASTER, MODE);
    job.snapshotIsTaken();
    world.run(10);

    job.change(FASTER, MODE, "suspend: true");
    world.run(10);
    assertThat(world.scene.pods).isEmpty();

    job.change(FASTER, MODE);
    world.run(10);

    ObservedPod driver = world.working().orElseThrow();
    assertThat(driver.jobRevision()).isEqualTo(world.scene.revision());
    assertThat(world.location(driver)).isEqualTo("s3://bucket/wordcount");
    assertThat(world.scene.pods).hasSize(4).allMatch(ObservedPod::ready);
  }
}
