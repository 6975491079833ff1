package dev.sluice.operator.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.job.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/** Builds the ConfigMap from which every process of a job reads its manifest. */
public final class Manifests {
  /** Key and file name of the manifest. */
  public static final String FILE = "streamingjob.yaml";

  private Manifests() {}

  /** Returns the ConfigMap of a revision. */
  public static ConfigMap build(
      JobContext context, String revision, KubernetesSerialization serialization) {
    var manifest =
        new Manifest(
            HasMetadata.getApiVersion(StreamingJob.class),
            HasMetadata.getKind(StreamingJob.class),
            Map.of("name", context.job().name()),
            context.spec());
    return new ConfigMapBuilder()
        .withMetadata(
            context.metadata(
                context.job().manifest(revision), Map.of(Labels.JOB_REVISION, revision)))
        .addToData(FILE, serialization.asYaml(manifest))
        .build();
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Manifest(
      String apiVersion, String kind, Map<String, String> metadata, StreamingJobSpec spec) {}
}
