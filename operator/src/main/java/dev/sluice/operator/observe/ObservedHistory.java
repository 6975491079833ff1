package dev.sluice.operator.observe;

import dev.sluice.operator.job.JobIdentity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the job's revisions and of the change from one to the next.
 *
 * @param revisions the job's ControllerRevisions
 * @param held whether the user wants to see what a change would cost, and not the change
 * @param successor what polling the driver that is to take over has brought
 * @param snapshots the snapshots that the job waits for or begins from, as far as they exist
 */
public record ObservedHistory(
    List<ObservedRevision> revisions,
    boolean held,
    @Nullable DriverContact successor,
    List<SnapshotPoint> snapshots) {
  /** Nothing known. */
  public static final ObservedHistory NONE = new ObservedHistory(List.of(), false, null, List.of());

  /** Copies the revisions. */
  public ObservedHistory {
    revisions = List.copyOf(revisions);
    snapshots = List.copyOf(snapshots);
  }

  /** Returns the revision of a name. */
  public Optional<ObservedRevision> named(@Nullable String name) {
    return revisions.stream().filter(revision -> revision.name().equals(name)).findFirst();
  }

  /** Returns the newest revision whose driver has this digest. */
  public Optional<ObservedRevision> ofDriver(JobIdentity job, @Nullable String digest) {
    return revisions.stream()
        .filter(revision -> revision.revision(job).job().equals(digest))
        .max(Comparator.comparingLong(ObservedRevision::number));
  }

  /** Returns the snapshot of a name. */
  public Optional<SnapshotPoint> snapshot(@Nullable String name) {
    return snapshots.stream().filter(snapshot -> snapshot.name().equals(name)).findFirst();
  }

  /** Returns the same with these snapshots. */
  public ObservedHistory with(List<SnapshotPoint> found) {
    return new ObservedHistory(revisions, held, successor, found);
  }

  /** Returns the number for the next revision. */
  public long nextNumber() {
    return revisions.stream().mapToLong(ObservedRevision::number).max().orElse(0) + 1;
  }
}
