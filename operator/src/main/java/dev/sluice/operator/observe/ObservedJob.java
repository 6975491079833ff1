package dev.sluice.operator.observe;

import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision is made from, but the time.
 *
 * @param job which job
 * @param spec what the user asks for
 * @param status what was decided before
 * @param pods pods of the job and of earlier jobs of its name
 * @param serviceEpoch the epoch that the driver's Service selects; null if there is none of this
 *     job
 * @param manifests names of the job's manifest ConfigMaps
 * @param contact what polling the driver has brought, if it was polled
 */
public record ObservedJob(
    JobIdentity job,
    StreamingJobSpec spec,
    StreamingJobStatus status,
    List<ObservedPod> pods,
    @Nullable Long serviceEpoch,
    Set<String> manifests,
    @Nullable DriverContact contact) {

  /** Copies the collections. */
  public ObservedJob {
    pods = List.copyOf(pods);
    manifests = Set.copyOf(manifests);
  }

  /** Returns this job's pods of a role. */
  public List<ObservedPod> owned(Role role) {
    return ofRole(role).filter(ObservedPod::owned).toList();
  }

  /** Returns the highest epoch or attempt that any pod of a role and of the job's name carries. */
  public long highestNumber(Role role) {
    return ofRole(role).mapToLong(ObservedPod::number).max().orElse(0);
  }

  /** Returns the driver's newest answer if it came from the pod of this name. */
  public @Nullable DriverReport reportOf(@Nullable String podName) {
    return contact != null && contact.podName().equals(podName) ? contact.report() : null;
  }

  private Stream<ObservedPod> ofRole(Role role) {
    return pods.stream().filter(pod -> pod.role() == role);
  }
}
