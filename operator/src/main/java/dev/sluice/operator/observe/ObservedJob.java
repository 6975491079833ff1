package dev.sluice.operator.observe;

import dev.sluice.crds.AutoscalerStatus;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.scale.ReplicaDecision;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a decision is made from, but the time.
 *
 * @param job which job
 * @param spec what the user asks for
 * @param status what was decided before
 * @param pods pods of the job and of earlier jobs of its name
 * @param services the epoch that each headless Service of the job selects, by its name
 * @param manifests names of the job's manifest ConfigMaps
 * @param contact what polling the driver has brought, if it was polled
 * @param history its revisions and the change from one to the next
 * @param network how its pods are reached from outside
 * @param scaling what the autoscaler has just decided; null if it was not asked
 */
public record ObservedJob(
    JobIdentity job,
    StreamingJobSpec spec,
    StreamingJobStatus status,
    List<ObservedPod> pods,
    Map<String, Long> services,
    Set<String> manifests,
    @Nullable DriverContact contact,
    ObservedHistory history,
    ObservedNetwork network,
    @Nullable ReplicaDecision scaling) {

  /** A job whose autoscaler was not asked and that nothing outside is told of. */
  public ObservedJob(
      JobIdentity job,
      StreamingJobSpec spec,
      StreamingJobStatus status,
      List<ObservedPod> pods,
      Map<String, Long> services,
      Set<String> manifests,
      @Nullable DriverContact contact,
      ObservedHistory history) {
    this(
        job, spec, status, pods, services, manifests, contact, history, ObservedNetwork.NONE, null);
  }

  /** Copies the collections. */
  public ObservedJob {
    pods = List.copyOf(pods);
    services = Map.copyOf(services);
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
    if (contact != null && contact.podName().equals(podName)) {
      return contact.report();
    }
    DriverContact successor = history.successor();
    return successor != null && successor.podName().equals(podName) ? successor.report() : null;
  }

  /** Returns whether the driver, if it is the pod of this name, asks for another token. */
  public boolean isRefusedBy(@Nullable String podName) {
    return contact != null && contact.podName().equals(podName) && contact.refused();
  }

  /** Returns the same job with another spec, which is the one to be run. */
  public ObservedJob running(StreamingJobSpec effective) {
    return with(effective, status, network, scaling);
  }

  /** Returns what the driver last said of its load if that came from the pod of this name. */
  public @Nullable DriverLoad loadOf(@Nullable String podName) {
    return contact != null && contact.podName().equals(podName) ? contact.load() : null;
  }

  /** Returns the job with what the autoscaler has decided. */
  public ObservedJob withScaling(@Nullable ReplicaDecision decision) {
    return with(spec, status, network, decision);
  }

  /** Returns the job with another autoscaler in its status. */
  public ObservedJob withAutoscaler(@Nullable AutoscalerStatus autoscaler) {
    return with(spec, status.change().autoscaler(autoscaler).done(), network, scaling);
  }

  /** Returns the job reached from outside in another way. */
  public ObservedJob withNetwork(ObservedNetwork other) {
    return with(spec, status, other, scaling);
  }

  /** Returns the job with another way to its web pages. */
  public ObservedJob withWeb(ObservedWeb other) {
    return withNetwork(network.with(other));
  }

  /** Returns the job with the Services, manifests and ways from outside that another view has. */
  public ObservedJob withSurroundings(ObservedJob other) {
    return new ObservedJob(
        job,
        spec,
        status,
        pods,
        other.services,
        other.manifests,
        contact,
        history,
        other.network,
        scaling);
  }

  /** Returns the job with another status. */
  public ObservedJob withStatus(StreamingJobStatus other) {
    return with(spec, other, network, scaling);
  }

  /**
   * Returns the job as if pods of some revisions were another job's: they are not touched, and
   * their numbers are not given again.
   *
   * @param isForeign tells the digests of the settings that such pods share
   */
  public ObservedJob leaving(Predicate<String> isForeign) {
    return new ObservedJob(
        job,
        spec,
        status,
        pods.stream().map(pod -> isForeign.test(pod.jobRevision()) ? pod.disowned() : pod).toList(),
        services,
        manifests,
        contact,
        history,
        network,
        scaling);
  }

  /** Returns the job with the snapshots that it waits for or begins from. */
  public ObservedJob withSnapshots(List<SnapshotPoint> found) {
    return new ObservedJob(
        job,
        spec,
        status,
        pods,
        services,
        manifests,
        contact,
        history.with(found),
        network,
        scaling);
  }

  private ObservedJob with(
      StreamingJobSpec nextSpec,
      StreamingJobStatus nextStatus,
      ObservedNetwork nextNetwork,
      @Nullable ReplicaDecision decision) {
    return new ObservedJob(
        job,
        nextSpec,
        nextStatus,
        pods,
        services,
        manifests,
        contact,
        history,
        nextNetwork,
        decision);
  }

  private Stream<ObservedPod> ofRole(Role role) {
    return pods.stream().filter(pod -> pod.role() == role);
  }
}
