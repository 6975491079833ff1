package dev.sluice.crds;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a running job's state that stays until someone deletes it.
 *
 * <p>{@link #getSpec()} and {@link #getStatus()} are null in an object that has not been filled in.
 */
@Group(StreamingJob.GROUP)
@Version("v1alpha1")
@ShortNames("sjsnap")
@Categories("streaming")
@AdditionalPrinterColumn(name = "Job", jsonPath = ".spec.jobName")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Complete\")].reason")
@AdditionalPrinterColumn(
    name = "Batch",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.batchIndex")
@AdditionalPrinterColumn(
    name = "Bytes",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.sizeBytes")
@AdditionalPrinterColumn(
    name = "Completed",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".status.completionTime")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class StreamingJobSnapshot
    extends CustomResource<StreamingJobSnapshotSpec, StreamingJobSnapshotStatus>
    implements Namespaced {
  /** Class path location of the generated CustomResourceDefinition. */
  public static final String DEFINITION = "META-INF/sluice/streamingjobsnapshots.sluice.dev-v1.yml";

  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable StreamingJobSnapshotSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable StreamingJobSnapshotStatus initStatus() {
    return null;
  }
}
