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
 * A streaming job: one driver, receivers and executors that run a program until it ends.
 *
 * <p>{@link #getSpec()} and {@link #getStatus()} are null in an object that has not been filled in.
 */
@Group(StreamingJob.GROUP)
@Version("v1alpha1")
@ShortNames("sjob")
@Categories("streaming")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Receivers",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.receivers.ready")
@AdditionalPrinterColumn(
    name = "Executors",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.executors.ready")
@AdditionalPrinterColumn(
    name = "Util%",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.progress.utilizationPercent")
@AdditionalPrinterColumn(
    name = "Lag",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.progress.lagRecords")
@AdditionalPrinterColumn(
    name = "Checkpoint",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".status.checkpoint.lastCompleted.time")
@AdditionalPrinterColumn(
    name = "Restarts",
    type = AdditionalPrinterColumn.Type.INTEGER,
    jsonPath = ".status.driver.restarts")
@AdditionalPrinterColumn(
    name = "Age",
    type = AdditionalPrinterColumn.Type.DATE,
    jsonPath = ".metadata.creationTimestamp")
public final class StreamingJob extends CustomResource<StreamingJobSpec, StreamingJobStatus>
    implements Namespaced {
  /** API group of the resource. */
  public static final String GROUP = "sluice.dev";

  /**
   * Class path location of the generated CustomResourceDefinition; a worker reads its schema too.
   */
  public static final String DEFINITION = "META-INF/sluice/streamingjobs.sluice.dev-v1.yml";

  private static final long serialVersionUID = 1L;

  @Override
  protected @Nullable StreamingJobSpec initSpec() {
    return null;
  }

  @Override
  protected @Nullable StreamingJobStatus initStatus() {
    return null;
  }
}
