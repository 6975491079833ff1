package dev.sluice.operator.reconcile;

import dev.sluice.crds.JobCondition;
import dev.sluice.crds.RestoreFrom;
import dev.sluice.crds.SnapshotPhase;
import dev.sluice.crds.StreamingJobSnapshot;
import dev.sluice.crds.StreamingJobSnapshotStatus;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.SnapshotPoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the snapshots that a job waits for or begins from. Few jobs do, and for no longer than
 * their change takes, so they are read from the API server itself.
 */
final class SnapshotPoints {
  private final KubernetesClient client;

  SnapshotPoints(KubernetesClient client) {
    this.client = client;
  }

  /** Returns the job with its snapshots. */
  ObservedJob on(ObservedJob observed) {
    List<String> names = new ArrayList<>();
    var restore = observed.spec().restore();
    if (restore.from() == RestoreFrom.Snapshot
        && !Objects.equals(restore.nonce(), observed.status().restore().nonce())) {
      add(names, restore.snapshotName());
    }
    UpgradeStatus upgrade = observed.status().upgrade();
    add(names, upgrade == null ? null : upgrade.snapshot());
    if (names.isEmpty()) {
      return observed;
    }
    List<SnapshotPoint> points = new ArrayList<>();
    for (String name : names) {
      StreamingJobSnapshot found =
          client
              .resources(StreamingJobSnapshot.class)
              .inNamespace(observed.job().namespace())
              .withName(name)
              .get();
      if (found != null) {
        points.add(point(found));
      }
    }
    return observed.withSnapshots(points);
  }

  private static void add(List<String> names, @Nullable String name) {
    if (name != null) {
      names.add(name);
    }
  }

  private static SnapshotPoint point(StreamingJobSnapshot snapshot) {
    StreamingJobSnapshotStatus status =
        Objects.requireNonNullElse(snapshot.getStatus(), StreamingJobSnapshotStatus.EMPTY);
    return new SnapshotPoint(
        snapshot.getMetadata().getName(),
        Objects.requireNonNullElse(status.phase(), SnapshotPhase.Pending),
        status.location(),
        status.conditions().stream()
            .filter(condition -> condition.type().equals("Complete"))
            .map(JobCondition::message)
            .findFirst()
            .orElse("It waits for the operator."));
  }
}
