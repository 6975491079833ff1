package dev.sluice.operator.resources;

import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all objects of a job have in common.
 *
 * @param job which job
 * @param spec what the user asks for
 */
public record JobContext(JobIdentity job, StreamingJobSpec spec) {

  /** Returns the one owner of every object of the job. */
  OwnerReference owner() {
    return new OwnerReferenceBuilder()
        .withApiVersion(HasMetadata.getApiVersion(StreamingJob.class))
        .withKind(HasMetadata.getKind(StreamingJob.class))
        .withName(job.name())
        .withUid(job.uid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  /** Returns metadata with the common labels and some more. */
  ObjectMeta metadata(String name, Map<String, String> labels) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(Labels.MANAGED_BY, Labels.OPERATOR);
    all.put("app.kubernetes.io/part-of", "sluice");
    all.put(Labels.JOB, job.name());
    all.put(Labels.JOB_UID, job.uid());
    all.putAll(labels);
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(job.namespace())
        .withLabels(all)
        .withOwnerReferences(owner())
        .build();
  }
}
