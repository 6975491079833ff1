package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.SnapshotPoint;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A stable job that is changed with {@code spec.upgrade.mode: BlueGreen}. */
final class BlueGreenScene {
  static final String FASTER = "batchIntervalMillis: 500";
  static final String MODE = "upgrade: {mode: BlueGreen}";
  static final String PATH = "s3://bucket/wordcount/savepoints/a/checkpoints/1";

  /** Seconds after which a new revision that works is stable. */
  static final int STABLE = 75;

  final UpgradeScene world = UpgradeScene.stable();
  final String old = world.scene.revision();

  void change(String... lines) {
    world.scene.spec = Scene.specOf(lines);
    world.run(2);
  }

  /** Completes the snapshot that is waited for. */
  String snapshotIsTaken() {
    String name = Objects.requireNonNull(upgrade().snapshot());
    world.scene.snapshots.put(
        name, new SnapshotPoint(name, SnapshotPhase.Completed, PATH, "told by the test"));
    return name;
  }

  UpgradeStatus upgrade() {
    return Objects.requireNonNull(world.scene.status.upgrade());
  }

  void staysAsItWas(String progress) {
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

  static List<String> deleted(Decision decision) {
    return decision.actions().stream()
        .flatMap(
            action ->
                action instanceof Action.DeletePod delete ? Stream.of(delete.name()) : Stream.of())
        .toList();
  }
}
