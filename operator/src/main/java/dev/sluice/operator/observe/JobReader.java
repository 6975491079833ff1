package dev.sluice.operator.observe;

import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts objects of the API together to what a decision is made from. */
public final class JobReader {
  private JobReader() {}

  /** Returns which job an object is. */
  public static JobIdentity identity(StreamingJob job) {
    Long generation = job.getMetadata().getGeneration();
    return new JobIdentity(
        job.getMetadata().getNamespace(),
        job.getMetadata().getName(),
        job.getMetadata().getUid(),
        generation == null ? 0 : generation);
  }

  /** Returns the job as a value. */
  public static ObservedJob read(
      StreamingJob job,
      Collection<Pod> pods,
      Collection<Service> services,
      Collection<ConfigMap> manifests,
      @Nullable DriverContact contact) {
    JobIdentity identity = identity(job);
    List<ObservedPod> read =
        pods.stream().map(pod -> PodReader.read(pod, identity)).flatMap(Optional::stream).toList();
    Set<String> names =
        manifests.stream()
            .filter(manifest -> isOwned(manifest, identity))
            .map(manifest -> manifest.getMetadata().getName())
            .collect(Collectors.toSet());
    return new ObservedJob(
        identity,
        job.getSpec(),
        Optional.ofNullable(job.getStatus()).orElse(StreamingJobStatus.EMPTY),
        read,
        serviceEpoch(services, identity),
        names,
        contact);
  }

  private static @Nullable Long serviceEpoch(Collection<Service> services, JobIdentity job) {
    return services.stream()
        .filter(service -> service.getMetadata().getName().equals(job.service()))
        .filter(service -> isOwned(service, job))
        .map(service -> service.getSpec().getSelector().get(Labels.EPOCH))
        .filter(epoch -> epoch != null && epoch.matches("[0-9]{1,18}"))
        .map(Long::valueOf)
        .findFirst()
        .orElse(null);
  }

  private static boolean isOwned(HasMetadata resource, JobIdentity job) {
    return resource.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(job.uid()));
  }
}
