package dev.sluice.operator.resources;

import dev.sluice.crds.StreamingJobSnapshot;
import dev.sluice.crds.StreamingJobSnapshotSpec;
import dev.sluice.operator.job.Labels;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;

/** Builds the snapshots that the operator takes by itself. */
public final class Snapshots {
  private Snapshots() {}

  /** Returns a snapshot of a job; nobody owns it, so that it outlives the job. */
  public static StreamingJobSnapshot build(JobContext context, String name) {
    var snapshot = new StreamingJobSnapshot();
    snapshot.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(context.job().namespace())
            .addToLabels(Labels.MANAGED_BY, Labels.OPERATOR)
            .addToLabels(Labels.JOB, context.job().name())
            .build());
    snapshot.setSpec(StreamingJobSnapshotSpec.of(context.job().name()));
    return snapshot;
  }
}
