package dev.sluice.operator.load;

import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.cluster.Jobs;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;

/**
 * The jobs of the load: a driver, a receiver and two executors each. Their pods name a scheduler
 * that does not exist: a real one would look for a node for each of them again and again.
 */
final class LoadedJobs {
  private static final String FOR_NO_SCHEDULER = "podTemplate: {spec: {schedulerName: nobody}}";

  private final ApiServer server;

  LoadedJobs(ApiServer server) {
    this.server = server;
  }

  /** All of them, in their namespace. */
  NonNamespaceOperation<StreamingJob, KubernetesResourceList<StreamingJob>, Resource<StreamingJob>>
      all() {
    return server.client().resources(StreamingJob.class).inNamespace(server.namespace());
  }

  void create(String name) {
    var job = job(name, 2);
    job.getMetadata().setNamespace(server.namespace());
    server.client().resource(job).create();
  }

  /** Changes how many executors a job has. */
  void executors(String name, int replicas) {
    all()
        .withName(name)
        .edit(
            job -> {
              job.setSpec(job(name, replicas).getSpec());
              return job;
            });
  }

  private static StreamingJob job(String name, int executors) {
    return Jobs.job(name, FOR_NO_SCHEDULER, "executors: {replicas: %d}".formatted(executors));
  }

  boolean isReady(String name) {
    return isReady(all().withName(name).get());
  }

  /** Returns whether its revision has proven itself, after which nothing changes by itself. */
  boolean isStable(String name) {
    return all().withName(name).get().getStatus().revisions().lastStable() != null;
  }

  List<String> notReady() {
    return all().list().getItems().stream()
        .filter(job -> !isReady(job))
        .map(job -> job.getMetadata().getName())
        .toList();
  }

  private static boolean isReady(StreamingJob job) {
    return job.getStatus() != null
        && job.getStatus().progress() != null
        && job.getStatus().conditions().stream()
            .anyMatch(
                condition -> condition.type().equals("Ready") && condition.status().equals("True"));
  }
}
