package dev.sluice.operator.observe;

import dev.sluice.operator.job.Role;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod of the job, or one left by an earlier job of the same name.
 *
 * @param name the pod's name
 * @param role what it does
 * @param owned whether it belongs to this job and not to an earlier one
 * @param number epoch of a driver, attempt of a worker
 * @param index index of a worker; 0 for a driver
 * @param jobRevision revision of the settings that all pods share
 * @param roleRevision revision of the settings of its role
 * @param failures short-lived attempts in a row before it
 * @param state where it is in its life
 * @param created when it was created
 * @param deletion when its grace period ends or ended, if it is being deleted
 * @param address its IP address, once it has one
 * @param followsCertificate whether a certificate that is renewed reaches it
 */
public record ObservedPod(
    String name,
    Role role,
    boolean owned,
    long number,
    int index,
    String jobRevision,
    String roleRevision,
    int failures,
    PodState state,
    Instant created,
    @Nullable Instant deletion,
    @Nullable String address,
    boolean followsCertificate) {

  /** Returns it as if it belonged to another job. */
  ObservedPod disowned() {
    return new ObservedPod(
        name,
        role,
        false,
        number,
        index,
        jobRevision,
        roleRevision,
        failures,
        state,
        created,
        deletion,
        address,
        followsCertificate);
  }

  /** Returns whether it has ended for good. */
  public boolean ended() {
    return state instanceof PodState.Ended;
  }

  /** Returns whether it has neither ended nor is being deleted. */
  public boolean alive() {
    return !ended() && deletion == null;
  }

  /** Returns whether it is running and ready. */
  public boolean ready() {
    return state instanceof PodState.Running running && running.ready();
  }

  /** Returns why it can't start, if that is known and has lasted long enough to be told. */
  public Optional<PodProblem> problem(Instant now) {
    return Optional.of(state)
        .filter(PodState.Pending.class::isInstance)
        .map(pending -> ((PodState.Pending) pending).problem())
        .filter(problem -> !now.isBefore(created.plus(problem.patience())));
  }

  /** Returns when a problem becomes worth telling that is not yet. */
  public @Nullable Instant problemTime(Instant now) {
    if (!(state instanceof PodState.Pending pending) || pending.problem() == null) {
      return null;
    }
    Instant time = created.plus(pending.problem().patience());
    return now.isBefore(time) ? time : null;
  }
}
