package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.Restore;
import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.SnapshotPoint;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code spec.upgrade.mode: BlueGreen}: two revisions beside each other. */
class BlueGreenTest {
  private static final String FASTER = "batchIntervalMillis: 500";
  private static final String MODE = "upgrade: {mode: BlueGreen}";
  private static final String PATH = "s3://bucket/wordcount/savepoints/a/checkpoints/1";
  private static final int STABLE = 75;

  private final UpgradeScene world = UpgradeScene.stable();
  private final String old = world.scene.revision();

  @Test
  void beginsFromASnapshotInALogOfItsOwnWhileTheOldOneGoesOn() {
    change(FASTER, MODE);
    assertThat(upgrade().step()).isEqualTo("TakingSnapshot");
    assertThat(world.scene.pods).hasSize(4);

    snapshotIsTaken();
    world.run(10);

    String revision = world.scene.revision();
    assertThat(upgrade().step()).isEqualTo("RunningBeside");
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

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void becomesTheJobWhenItIsStableAndKeepsItsLocation(boolean lingering) {
    world.scene.lingering = lingering;
    change(FASTER, MODE);
    snapshotIsTaken();
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

    change("batchIntervalMillis: 250");
    world.run(30);

    ObservedPod next = world.working().orElseThrow();
    assertThat(next.jobRevision()).isEqualTo(world.scene.revision());
    assertThat(world.location(next)).isEqualTo(location);
    assertThat(world.made(next).restore().from()).isEqualTo(RestoreFrom.Latest);
  }

  @Test
  void nextRevisionHasALocationBesideAndNotBelowTheOneBefore() {
    change(FASTER, MODE);
    snapshotIsTaken();
    world.run(STABLE);

    change("batchIntervalMillis: 250", MODE);
    snapshotIsTaken();
    world.run(STABLE);

    assertThat(world.scene.status.checkpoint().location())
        .startsWith("s3://bucket/wordcount/revisions/" + world.scene.revision() + "-");
    assertThat(world.scene.pods).hasSize(4);
  }

  @Test
  void oldWorkersStayUntilTheirDriverHasDrained() {
    change(FASTER, MODE);
    snapshotIsTaken();
    Decision decision = world.scene.step();
    while (!deleted(decision).contains("words-driver-1")) {
      world.tick();
      decision = world.scene.decide();
      world.scene.take(decision, deleted(decision).isEmpty() ? decision.actions().size() : 0);
    }

    assertThat(decision.status().driver().epoch()).isEqualTo(2);
    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
    assertThat(deleted(decision)).containsExactly("words-driver-1");
    world.scene.deleted("words-driver-1");
    assertThat(deleted(world.scene.decide())).isEmpty();

    world.scene.pods.removeIf(pod -> pod.name().equals("words-driver-1"));

    assertThat(deleted(world.scene.decide())).hasSize(3).noneMatch(name -> name.contains("driver"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void revisionThatFailsIsRemovedAndTheOldOneWasNeverTouched(boolean lingering) {
    world.scene.lingering = lingering;
    change(FASTER, MODE);
    world.ends.put(world.scene.revision(), 1);
    snapshotIsTaken();
    world.run(30);

    staysAsItWas("RolledBack");
    assertThat(upgrade().rejection()).contains("the program is broken");
  }

  @Test
  void whatARejectedAttemptLeftIsNotFoundByTheNext() {
    change(FASTER, MODE);
    world.ends.put(world.scene.revision(), 1);
    String snapshot = snapshotIsTaken();
    world.run(10);
    String location =
        Objects.requireNonNull(world.scene.made.get("words-driver-2")).checkpoint().location();
    change(MODE);
    world.run(STABLE);
    world.ends.clear();

    change(FASTER, MODE);

    assertThat(snapshotIsTaken()).isNotEqualTo(snapshot);
    world.run(10);
    assertThat(world.location(world.scene.pod("words-driver-2"))).isNotEqualTo(location);
    assertThat(world.scene.pods).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void revisionThatIsNotStableInTimeIsRemoved(boolean starts) {
    change(FASTER, "upgrade: {mode: BlueGreen, progressDeadlineSeconds: 150}");
    (starts ? world.idle : world.withoutImage).add(world.scene.revision());
    snapshotIsTaken();
    world.run(100);
    assertThat(world.scene.pods).hasSize(starts ? 8 : 5);

    world.run(70);

    staysAsItWas("RolledBack");
    assertThat(upgrade().rejection()).contains("Not stable within 150 s");
  }

  @Test
  void isLeftAloneWhereTheUserDecides() {
    change(FASTER, "upgrade: {mode: BlueGreen, rollback: Manual}");
    world.ends.put(world.scene.revision(), 1);
    snapshotIsTaken();
    world.run(10);

    Decision decision = world.scene.decide();
    assertThat(Outline.of(decision, "Stalled")).isEqualTo("True/UpgradeFailed");
    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
    assertThat(world.working().map(ObservedPod::name)).contains("words-driver-1");
  }

  @Test
  void oldDriverThatFailsMeanwhileIsReplacedWithItsOwnSettings() {
    change(FASTER, MODE);
    snapshotIsTaken();
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
    change(FASTER, MODE);
    String first = world.scene.revision();
    snapshotIsTaken();
    world.run(10);

    change("batchIntervalMillis: 250", MODE);

    assertThat(upgrade().step()).isEqualTo("RemovingBeside");
    world.run(3);
    assertThat(world.scene.pods).hasSize(4).noneMatch(pod -> pod.jobRevision().equals(first));
    assertThat(world.scene.pod("words-driver-1").ready()).isTrue();
    snapshotIsTaken();
    world.run(STABLE);
    assertThat(world.scene.pods)
        .hasSize(4)
        .allMatch(pod -> pod.jobRevision().equals(world.scene.revision()));
  }

  @Test
  void changeThatIsTakenBackRemovesIt() {
    change(FASTER, MODE);
    snapshotIsTaken();
    world.run(10);

    change(MODE);
    world.run(STABLE);

    staysAsItWas("Stable");
  }

  @Test
  void suspendedJobHasNeitherAndResumesWithTheNewRevision() {
    change(FASTER, MODE);
    snapshotIsTaken();
    world.run(10);

    change(FASTER, MODE, "suspend: true");
    world.run(10);
    assertThat(world.scene.pods).isEmpty();

    change(FASTER, MODE);
    world.run(10);

    ObservedPod driver = world.working().orElseThrow();
    assertThat(driver.jobRevision()).isEqualTo(world.scene.revision());
    assertThat(world.location(driver)).isEqualTo("s3://bucket/wordcount");
    assertThat(world.scene.pods).hasSize(4).allMatch(ObservedPod::ready);
  }

  @Test
  void modeIsThatOfTheTimeWhenTheChangeBegan() {
    change(FASTER, MODE);
    snapshotIsTaken();
    world.run(10);

    change(FASTER, "upgrade: {mode: LastState}");
    world.run(10);
    assertThat(world.scene.pods).hasSize(8);

    world.run(STABLE);
    assertThat(world.scene.status.checkpoint().location()).contains("/revisions/");
  }

  @Test
  void driverThatStandsByMakesWayAndComesBack() {
    change("driver: {standby: true}");
    world.run(10);
    assertThat(world.scene.pods).hasSize(5);

    change("driver: {standby: true}", FASTER, MODE);
    snapshotIsTaken();
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
    change(FASTER, MODE);

    world.run(10);

    assertThat(world.scene.snapshots).isEmpty();
    assertThat(world.working().map(ObservedPod::jobRevision)).contains(world.scene.revision());
  }

  @Test
  void beginsAsTheUserSaysWithoutASnapshot() {
    change(FASTER, MODE, "restore: {from: Empty, nonce: 1}");
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
    change(FASTER, MODE, "restore: {from: Snapshot, snapshotName: nightly, nonce: 1}");
    world.run(10);
    assertThat(upgrade().step()).isEqualTo("WaitingForSnapshot");
    assertThat(world.scene.pods).hasSize(4);

    world.scene.snapshots.put(
        "nightly", new SnapshotPoint("nightly", SnapshotPhase.Completed, PATH, "told by the test"));
    world.run(5);

    assertThat(world.made(world.scene.pod("words-driver-2")).restore().path()).isEqualTo(PATH);
  }

  @Test
  void checkpointOfTheJobsOwnLocationIsFoundFromTheOther() {
    change(FASTER, MODE, "restore: {from: Path, path: checkpoints/00000000000000000007, nonce: 1}");
    world.run(5);

    assertThat(world.made(world.scene.pod("words-driver-2")).restore().path())
        .isEqualTo("s3://bucket/wordcount/checkpoints/00000000000000000007");
  }

  @Test
  void changeOfWorkersAloneIsRolledAsEver() {
    change(MODE, "executors: {resources: {requests: {cpu: 1}, limits: {memory: 2Gi}}}");
    world.run(20);

    assertThat(world.scene.snapshots).isEmpty();
    assertThat(world.scene.pods).hasSize(4).allMatch(pod -> pod.jobRevision().equals(old));
  }

  @Test
  void isRefusedWhereClientsSendTheData() {
    change(MODE, "receivers: {service: {port: 9999}}");

    Decision decision = world.scene.decide();
    assertThat(Outline.of(decision, "Accepted")).isEqualTo("False/Invalid");
    assertThat(decision.actions()).isEmpty();
    assertThat(world.scene.pods).hasSize(4);
  }

  private void change(String... lines) {
    world.scene.spec = Scene.specOf(lines);
    world.run(2);
  }

  /** Completes the snapshot that is waited for. */
  private String snapshotIsTaken() {
    String name = Objects.requireNonNull(upgrade().snapshot());
    world.scene.snapshots.put(
        name, new SnapshotPoint(name, SnapshotPhase.Completed, PATH, "told by the test"));
    return name;
  }

  private UpgradeStatus upgrade() {
    return Objects.requireNonNull(world.scene.status.upgrade());
  }

  private void staysAsItWas(String progress) {
    Decision decision = world.scene.decide();
    assertThat(Outline.of(decision, "Progressing")).endsWith(progress);
    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
    assertThat(decision.actions()).isEmpty();
    assertThat(decision.status().driver().podName()).isEqualTo("words-driver-1");
    assertThat(decision.status().driver().restarts()).isZero();
    assertThat(decision.status().checkpoint().location()).isNull();
    assertThat(decision.status().successor()).isNull();
    assertThat(world.scene.pods)
        .hasSize(4)
        .allMatch(pod -> pod.jobRevision().equals(old) && pod.ready())
        .filteredOn(pod -> pod.role() != Role.DRIVER)
        .allMatch(pod -> pod.number() <= 2);
  }

  private static List<String> deleted(Decision decision) {
    return decision.actions().stream()
        .flatMap(
            action ->
                action instanceof Action.DeletePod delete ? Stream.of(delete.name()) : Stream.of())
        .toList();
  }
}
