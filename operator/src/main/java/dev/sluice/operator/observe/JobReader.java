package dev.sluice.operator.observe;

import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Labels;
import dev.sluice.operator.network.WebObject;
import dev.sluice.operator.network.WebObjectKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  public static ObservedJob read(StreamingJob job, Owned owned, Contacts contacts) {
    JobIdentity identity = identity(job);
    List<ObservedPod> read =
        owned.pods().stream()
            .map(pod -> PodReader.read(pod, identity))
            .flatMap(Optional::stream)
            .toList();
    Set<String> names =
        owned.manifests().stream()
            .filter(manifest -> isOwned(manifest, identity))
            .map(manifest -> manifest.getMetadata().getName())
            .collect(Collectors.toSet());
    return new ObservedJob(
            identity,
            job.getSpec(),
            Optional.ofNullable(job.getStatus()).orElse(StreamingJobStatus.EMPTY),
            read,
            services(owned.services(), identity),
            names,
            contacts.driver(),
            new ObservedHistory(
                owned.revisions().stream()
                    .filter(revision -> isOwned(revision, identity))
                    .map(RevisionReader::read)
                    .toList(),
                isHeld(job),
                contacts.successor(),
                List.of()))
        .withNetwork(
            new ObservedNetwork(
                receiverPort(owned.services(), identity),
                owned.policies().stream()
                    .filter(policy -> isOwned(policy, identity))
                    .collect(
                        Collectors.toMap(
                            policy -> policy.getMetadata().getName(), NetworkPolicy::getSpec)),
                new ObservedWeb(webObjects(owned, identity), null, Map.of())));
  }

  private static Map<WebObjectKind, WebObject> webObjects(Owned owned, JobIdentity job) {
    return Stream.<HasMetadata>concat(owned.services().stream(), owned.routes().stream())
        .filter(resource -> isWebObject(resource, job) && isOwned(resource, job))
        .map(WebObjectReader::read)
        .flatMap(Optional::stream)
        .collect(Collectors.toMap(WebObject::kind, object -> object));
  }

  private static boolean isWebObject(HasMetadata resource, JobIdentity job) {
    return resource.getMetadata().getName().equals(job.webObject());
  }

  private static @Nullable Integer receiverPort(Collection<Service> services, JobIdentity job) {
    return services.stream()
        .filter(service -> service.getMetadata().getName().equals(job.receiverService()))
        .filter(service -> isOwned(service, job))
        .flatMap(service -> service.getSpec().getPorts().stream())
        .map(ServicePort::getPort)
        .findFirst()
        .orElse(null);
  }

  private static boolean isHeld(StreamingJob job) {
    Map<String, String> annotations = job.getMetadata().getAnnotations();
    return annotations != null && "true".equals(annotations.get(Labels.DRY_RUN));
  }

  private static Map<String, Long> services(Collection<Service> services, JobIdentity job) {
    Map<String, Long> epochs = new HashMap<>();
    for (Service service : services) {
      String epoch = service.getSpec().getSelector().get(Labels.EPOCH);
      if (isOwned(service, job)
          && !isWebObject(service, job)
          && epoch != null
          && epoch.matches("[0-9]{1,18}")) {
        epochs.put(service.getMetadata().getName(), Long.valueOf(epoch));
      }
    }
    return epochs;
  }

  private static boolean isOwned(HasMetadata resource, JobIdentity job) {
    return resource.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(job.uid()));
  }
}
