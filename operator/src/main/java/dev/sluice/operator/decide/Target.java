package dev.sluice.operator.decide;

import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.UpgradeStatus;
import dev.sluice.operator.job.Revision;
import dev.sluice.operator.job.SpecFields;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedRevision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be run: the spec as it is, or with the settings of an earlier revision.
 *
 * @param name name of the ControllerRevision
 * @param revision digests of its settings
 * @param spec what pods are made from
 * @param kind why this
 * @param startNonce nonce of a start without state that was not asked for by spec.restore; null for
 *     none
 */
record Target(
    String name, Revision revision, StreamingJobSpec spec, Kind kind, @Nullable Long startNonce) {
  /** Why something is to be run. */
  enum Kind {
    /** The user asks for it. */
    PRESENT,
    /** The user only wants to see what a change would cost. */
    HELD,
    /** The change waits for a snapshot, or for a revision beside this one to be stable. */
    WAITING,
    /** What the user asks for did not become stable. */
    ROLLED_BACK
  }

  static Target of(ObservedJob observed) {
    Target present = present(observed);
    UpgradeStatus upgrade = observed.status().upgrade();
    if (upgrade != null && present.name().equals(upgrade.rejected())) {
      Optional<Target> back = lastStable(observed);
      if (back.isPresent()) {
        return back.get();
      }
    }
    if (observed.history().held()) {
      return observed
          .history()
          .named(observed.status().revisions().current())
          .map(
              current ->
                  new Target(
                      current.name(),
                      current.revision(observed.job()),
                      JobLocation.applied(current.appliedTo(observed.spec()), observed.status()),
                      Kind.HELD,
                      null))
          .orElse(present);
    }
    return present;
  }

  /** Returns the revision that the driver has; empty if it is not kept. */
  static Optional<Target> running(ObservedJob observed) {
    return observed
        .history()
        .ofDriver(observed.job(), observed.status().driver().revision())
        .map(
            revision ->
                new Target(
                    revision.name(),
                    revision.revision(observed.job()),
                    JobLocation.applied(revision.appliedTo(observed.spec()), observed.status()),
                    Kind.WAITING,
                    null));
  }

  /** Returns the same without a second driver that stands by. */
  Target alone() {
    return new Target(
        name,
        revision,
        SpecFields.of(spec).with("/driver/standby", false).spec(),
        kind,
        startNonce);
  }

  /** Returns the spec as it is. */
  static Target present(ObservedJob observed) {
    Revision revision = Revision.of(observed.job(), observed.spec());
    String name = observed.job().controllerRevision(revision.name());
    Long nonce = EmptyStart.nonce(observed, name, revision.job());
    StreamingJobSpec spec =
        JobLocation.applied(SnapshotStart.resolved(observed), observed.status());
    return new Target(
        name,
        revision,
        nonce == null ? spec : EmptyStart.applied(spec, nonce),
        Kind.PRESENT,
        nonce);
  }

  /** Returns the last stable revision, if it is known and kept. */
  static Optional<Target> lastStable(ObservedJob observed) {
    return observed
        .history()
        .named(observed.status().revisions().lastStable())
        .map(
            (ObservedRevision stable) ->
                new Target(
                    stable.name(),
                    stable.revision(observed.job()),
                    JobLocation.applied(stable.rolledBackFrom(observed.spec()), observed.status()),
                    Kind.ROLLED_BACK,
                    null));
  }
}
