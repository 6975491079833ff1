package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.Restore;
import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.SnapshotPoint;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change goes on from, by {@code spec.upgrade.mode} and {@code spec.restore}. */
class UpgradeModeTest {
  private static final String FASTER = "batchIntervalMillis: 500";
  private static final String PATH = "s3://bucket/words/savepoints/a/checkpoints/1";

  private final UpgradeScene world = UpgradeScene.stable();
  private final String old = world.scene.revision();

  @Test
  void savepointIsTakenBeforeAnythingIsReplaced() {
    world.scene.spec = Scene.specOf(FASTER, "upgrade: {mode: Savepoint}");

    world.run(30);

    assertThat(upgrade().step()).isEqualTo("TakingSnapshot");
    assertThat(Outline.of(world.scene.decide(), "Ready")).isEqualTo("True/Running");
    assertThat(world.scene.pods).hasSize(4).allMatch(pod -> pod.jobRevision().equals(old));
    String name = onlySnapshot();
    assertThat(name).matches("words-[0-9a-f]{10}-[0-9]{10}").isEqualTo(upgrade().snapshot());

    becomes(name, SnapshotPhase.Completed);
    world.run(20);

    assertThat(world.working().map(ObservedPod::jobRevision)).contains(world.scene.revision());
    assertThat(upgrade().snapshot()).isEqualTo(name);
    assertThat(world.scene.snapshots).hasSize(1);
  }

  @Test
  void jobGoesOnAsBeforeWhenItsSavepointFails() {
    world.scene.spec = Scene.specOf(FASTER, "upgrade: {mode: Savepoint}");
    world.run(2);
    becomes(onlySnapshot(), SnapshotPhase.Failed);

    world.run(30);

    Decision decision = world.scene.decide();
    assertThat(Outline.of(decision, "Stalled")).isEqualTo("True/SnapshotFailed");
    assertThat(Outline.of(decision, "Ready")).isEqualTo("True/Running");
    assertThat(decision.actions()).isEmpty();
    assertThat(world.scene.pods).hasSize(4).allMatch(pod -> pod.jobRevision().equals(old));

    world.scene.spec = Scene.specOf();
    world.run(2);

    assertThat(Outline.of(world.scene.decide(), "Stalled")).isEqualTo("False/NotStalled");
  }

  @Test
  void driverThatFailsWhileASavepointIsWaitedForIsReplacedWithItsOwnSettings() {
    world.scene.spec = Scene.specOf(FASTER, "upgrade: {mode: Savepoint}");
    world.run(2);
    world.scene.pods.removeIf(pod -> pod.name().equals("words-driver-1"));

    world.run(5);

    assertThat(world.working().map(ObservedPod::jobRevision)).contains(old);
    assertThat(world.scene.snapshots).hasSize(1);
  }

  @Test
  void jobThatCanNotRunIsRepairedWithoutASavepoint() {
    world.ends.put(old, 1);
    world.run(3);
    world.scene.spec = Scene.specOf(FASTER, "upgrade: {mode: Savepoint}");

    world.run(20);

    assertThat(world.working().map(ObservedPod::jobRevision)).contains(world.scene.revision());
    assertThat(world.scene.snapshots).isEmpty();
  }

  @Test
  void savepointIsTakenForChangesOfTheDriverOnly() {
    world.scene.spec =
        Scene.specOf(
            "upgrade: {mode: Savepoint}",
            "executors: {resources: {requests: {cpu: 1}, limits: {memory: 2Gi}}}");

    world.run(20);

    assertThat(world.scene.snapshots).isEmpty();
    assertThat(world.scene.pods).hasSize(4).allMatch(ObservedPod::ready);
  }

  @Test
  void statelessRevisionStartsEmptyOnceAndGoesOnFromItsOwnCheckpoints() {
    world.scene.spec = Scene.specOf(FASTER, "upgrade: {mode: Stateless}");
    Decision first = world.scene.decide();
    Restore begins = target(first).restore();
    assertThat(begins.from()).isEqualTo(RestoreFrom.Empty);
    assertThat(required(first)).isFalse();
    assertThat(Objects.requireNonNull(first.status().upgrade()).startNonce())
        .isEqualTo(begins.nonce());

    world.run(20);

    assertThat(target(world.scene.decide()).restore()).isEqualTo(begins);
    assertThat(world.scene.status.restore().nonce()).isEqualTo(begins.nonce());

    world.run(80);

    assertThat(world.scene.status.upgrade()).isNull();
    assertThat(world.scene.status.restore().nonce()).isZero();
    world.scene.pods.removeIf(pod -> pod.name().equals("words-driver-2"));
    Decision restart = world.scene.decide();
    assertThat(target(restart).restore().from()).isEqualTo(RestoreFrom.Latest);
    assertThat(required(restart)).isTrue();
  }

  @Test
  void nextStatelessRevisionStartsEmptyOfItsOwn() {
    world.scene.spec = Scene.specOf(FASTER, "upgrade: {mode: Stateless}");
    Long first = target(world.scene.decide()).restore().nonce();
    world.run(100);

    world.scene.spec = Scene.specOf("upgrade: {mode: Stateless}");

    assertThat(target(world.scene.decide()).restore().nonce()).isGreaterThan(first);
  }

  @Test
  void statelessRevisionThatHasBegunIsNotRolledBackOverItsOwnState() {
    world.scene.spec = Scene.specOf(FASTER, "upgrade: {mode: Stateless}");
    world.run(20);
    world.ends.put(world.scene.revision(), 1);

    world.run(20);

    assertThat(Outline.of(world.scene.decide(), "Stalled")).isEqualTo("True/RollbackWouldLoseData");
  }

  @Test
  void jobBeginsFromTheSnapshotThatItNames() {
    var scene = new Scene("restore: {from: Snapshot, snapshotName: a}");
    scene.snapshots.put("a", new SnapshotPoint("a", SnapshotPhase.Completed, PATH, ""));

    Decision decision = scene.decide();

    Restore restore = decision.specFor(driver(decision), scene.spec).restore();
    assertThat(restore.from()).isEqualTo(RestoreFrom.Path);
    assertThat(restore.path()).isEqualTo(PATH);
    assertThat(restore.snapshotName()).isNull();
    assertThat(driver(decision).revision()).isEqualTo(scene.revision());
  }

  @Test
  void jobSaysWhyItCanNotBeginFromItsSnapshot() {
    var scene = new Scene("restore: {from: Snapshot, snapshotName: a}");
    Decision missing = scene.decide();
    assertThat(Outline.of(missing, "Stalled")).isEqualTo("True/SnapshotNotFound");
    assertThat(missing.actions()).isEmpty();
    assertThat(missing.wake()).isNotNull();

    scene.snapshots.put("a", new SnapshotPoint("a", SnapshotPhase.Failed, null, "no store."));
    Decision failed = scene.decide();
    assertThat(Outline.of(failed, "Stalled")).isEqualTo("True/SnapshotFailed");
    assertThat(failed.status().conditions().toString()).contains("a has failed", "no store.");

    scene.snapshots.put("a", new SnapshotPoint("a", SnapshotPhase.Running, null, "is copied"));
    assertThat(Outline.of(scene.decide(), "Ready")).isEqualTo("False/WaitingForSnapshot");
    assertThat(Outline.of(scene.decide(), "Stalled")).isEqualTo("False/NotStalled");
  }

  @Test
  void jobThatRunsGoesOnUntilTheSnapshotThatItIsToBeginFromIsThere() {
    world.scene.spec = Scene.specOf("restore: {from: Snapshot, snapshotName: a, nonce: 1}");
    world.run(5);
    assertThat(Outline.of(world.scene.decide(), "Stalled")).isEqualTo("True/SnapshotNotFound");
    assertThat(world.scene.pods).hasSize(4).allMatch(pod -> pod.jobRevision().equals(old));

    becomes("a", SnapshotPhase.Completed);
    world.run(20);

    assertThat(world.working().map(ObservedPod::jobRevision)).contains(world.scene.revision());
    world.scene.snapshots.clear();
    assertThat(Outline.of(world.scene.decide(), "Ready")).isEqualTo("True/Running");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Savepoint", "Stateless"})
  void comesToTheSameEndWhereverTheOperatorDied(String mode) {
    for (int pass = 0; pass < 8; pass++) {
      boolean more = true;
      for (int steps = 0; more; steps++) {
        var other = UpgradeScene.stable();
        other.scene.spec = Scene.specOf(FASTER, "upgrade: {mode: " + mode + "}");
        for (int second = 0; second < pass; second++) {
          other.run(1);
          complete(other);
        }
        Decision decision = other.scene.decide();
        other.scene.take(decision, Math.min(steps, decision.actions().size()));
        more = steps < decision.actions().size();
        for (int second = 0; second < 25; second++) {
          other.tick();
          complete(other);
          other.scene.step();
        }

        String where = "after %d steps of pass %d".formatted(steps, pass);
        assertThat(other.working().map(ObservedPod::jobRevision))
            .as(where)
            .contains(other.scene.revision());
        assertThat(other.scene.pods).as(where).hasSize(4).allMatch(ObservedPod::ready);
        assertThat(other.scene.snapshots).as(where).hasSize(mode.equals("Savepoint") ? 1 : 0);
        boolean empty = Objects.requireNonNull(other.scene.status.upgrade()).startNonce() != null;
        assertThat(empty).as(where).isEqualTo(mode.equals("Stateless"));
      }
    }
  }

  private static void complete(UpgradeScene world) {
    world.scene.snapshots.replaceAll(
        (name, point) -> new SnapshotPoint(name, SnapshotPhase.Completed, PATH, ""));
  }

  private void becomes(String name, SnapshotPhase phase) {
    String path = phase == SnapshotPhase.Completed ? PATH : null;
    world.scene.snapshots.put(name, new SnapshotPoint(name, phase, path, "told by the test"));
  }

  private String onlySnapshot() {
    assertThat(world.scene.snapshots).hasSize(1);
    return world.scene.snapshots.keySet().iterator().next();
  }

  private UpgradeStatus upgrade() {
    return Objects.requireNonNull(world.scene.status.upgrade());
  }

  /** Returns what drivers of the wanted revision are made from. */
  private StreamingJobSpec target(Decision decision) {
    return Objects.requireNonNull(decision.specs().get(world.scene.revision()));
  }

  private static boolean required(Decision decision) {
    return driver(decision).restoreRequired();
  }

  private static Action.CreateDriver driver(Decision decision) {
    return decision.actions().stream()
        .filter(Action.CreateDriver.class::isInstance)
        .map(Action.CreateDriver.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
