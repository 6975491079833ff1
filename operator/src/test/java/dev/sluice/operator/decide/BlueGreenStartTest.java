package dev.sluice.operator.decide;

import static dev.sluice.operator.decide.BlueGreenScene.FASTER;
import static dev.sluice.operator.decide.BlueGreenScene.MODE;
import static dev.sluice.operator.decide.BlueGreenScene.PATH;
import static dev.sluice.operator.decide.BlueGreenScene.STABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.Restore;
import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.SnapshotPhase;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.SnapshotPoint;
import org.junit.jupiter.api.Test;

/** {@code spec.upgrade.mode: BlueGreen}: whether a second revision is started, and from what. */
class BlueGreenStartTest {
  private final BlueGreenScene job = new BlueGreenScene();
  private final UpgradeScene world = job.world;
  private final String old = job.old;

  @Test
  void beginsFromASnapshotInALogOfItsOwnWhileTheOldOneGoesOn() {
    job.change(FASTER, MODE);
    assertThat(job.upgrade().step()).isEqualTo("TakingSnapshot");
    assertThat(world.scene.pods).hasSize(4);

    job.snapshotIsTaken();
    world.run(10);

    String revision = world.scene.revision();
    assertThat(job.upgrade().step()).isEqualTo("RunningBeside");
    assertThat(world.scene.pods).hasSize(8).allMatch(ObservedPod::ready);
    ObservedPod present = world.scene.pod("words-driver-1");
    ObservedPod fresh = world.scene.pod("words-driver-2");
    assertThat(world.workings()).containsExactlyInAnyOrder(present, fresh);
    assertThat(world.location(present)).isEqualTo("s3://bucket/wordcount");
    assertThat(world.location(fresh))
        .matches("s3://bucket/wordcount/revisions/" + revision + "-[0-9]{10}");
    Restore restore = world.made(fresh).restore();
    assertThat(restore.from()).isEqualTo(RestoreFrom.Path);
    assertThat(restore.path()).isEqualTo(PATH);
    assertThat(world.scene.services)
        .containsEntry("words-driver", 1L)
        .containsEntry("words-driver-" + old, 1L)
        .containsEntry("words-driver-" + revision, 2L);
    Decision decision = world.scene.decide();
    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
    assertThat(Outline.of(decision, "Progressing")).isEqualTo("True/RunningBeside");
    assertThat(decision.status().driver().podName()).isEqualTo("words-driver-1");
    assertThat(decision.status().checkpoint().location()).isNull();
    assertThat(decision.actions()).isEmpty();
  }

  @Test
  void modeIsThatOfTheTimeWhenTheChangeBegan() {
    job.change(FASTER, MODE);
    job.snapshotIsTaken();
    world.run(10);

    job.change(FASTER, "upgrade: {mode: LastState}");
    world.run(10);
    assertThat(world.scene.pods).hasSize(8);

    world.run(STABLE);
    assertThat(world.scene.status.checkpoint().location()).contains("/revisions/");
  }

  @Test
  void driverThatStandsByMakesWayAndComesBack() {
    job.change("driver: {standby: true}");
    world.run(10);
    assertThat(world.scene.pods).hasSize(5);

    job.change("driver: {standby: true}", FASTER, MODE);
    job.snapshotIsTaken();
    world.run(10);
    assertThat(world.scene.pods).hasSize(8);
    assertThat(world.scene.pod("words-driver-1").ready()).isTrue();

    world.run(STABLE);
    assertThat(world.scene.pods)
        .hasSize(5)
        .allMatch(pod -> pod.jobRevision().equals(world.scene.revision()));
  }

  @Test
  void jobThatIsNotStableIsChangedAtOnce() {
    var fresh = new UpgradeScene();
    fresh.run(10);
    fresh.scene.spec = Scene.specOf(FASTER, MODE);

    fresh.run(10);

    assertThat(fresh.scene.snapshots).isEmpty();
    assertThat(fresh.working().map(ObservedPod::jobRevision)).contains(fresh.scene.revision());
  }

  @Test
  void jobThatFailsIsRepairedAtOnce() {
    world.ends.put(old, 1);
    world.run(3);
    job.change(FASTER, MODE);

    world.run(10);

    assertThat(world.scene.snapshots).isEmpty();
    assertThat(world.working().map(ObservedPod::jobRevision)).contains(world.scene.revision());
  }

  @Test
  void beginsAsTheUserSaysWithoutASnapshot() {
    job.change(FASTER, MODE, "restore: {from: Empty, nonce: 1}");
    world.run(10);

    Restore restore = world.made(world.scene.pod("words-driver-2")).restore();
    assertThat(restore.from()).isEqualTo(RestoreFrom.Empty);
    assertThat(world.scene.snapshots).isEmpty();
    assertThat(world.scene.pods).hasSize(8);

    world.run(STABLE);

    assertThat(world.scene.status.restore().nonce()).isEqualTo(1);
    assertThat(world.scene.pods).hasSize(4);
  }

  @Test
  void snapshotThatTheUserNamesIsWaitedFor() {
    job.change(FASTER, MODE, "restore: {from: Snapshot, snapshotName: nightly, nonce: 1}");
    world.run(10);
    assertThat(job.upgrade().step()).isEqualTo("WaitingForSnapshot");
    assertThat(world.scene.pods).hasSize(4);

    world.scene.snapshots.put(
        "nightly", new SnapshotPoint("nightly", SnapshotPhase.Completed, PATH, "told by the test"));
    world.run(5);

    assertThat(world.made(world.scene.pod("words-driver-2")).restore().path()).isEqualTo(PATH);
  }

  @Test
  void checkpointOfTheJobsOwnLocationIsFoundFromTheOther() {
    job.change(
        FASTER, MODE, "restore: {from: Path, path: checkpoints/00000000000000000007, nonce: 1}");
    world.run(5);

    assertThat(world.made(world.scene.pod("words-driver-2")).restore().path())
        .isEqualTo("s3://bucket/wordcount/checkpoints/00000000000000000007");
  }

  @Test
  void changeOfWorkersAloneIsRolledAsEver() {
    job.change(MODE, "executors: {resources: {requests: {cpu: 1}, limits: {memory: 2Gi}}}");
    world.run(20);

    assertThat(world.scene.snapshots).isEmpty();
    assertThat(world.scene.pods).hasSize(4).allMatch(pod -> pod.jobRevision().equals(old));
  }

  @Test
  void isRefusedWhereClientsSendTheData() {
    job.change(MODE, "receivers: {service: {port: 9999}}");

    Decision decision = world.scene.decide();
    assertThat(Outline.of(decision, "Accepted")).isEqualTo("False/Invalid");
    assertThat(decision.actions()).isEmpty();
    assertThat(world.scene.pods).hasSize(4);
  }
}
