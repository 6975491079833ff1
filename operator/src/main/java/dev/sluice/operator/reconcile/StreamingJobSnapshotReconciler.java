package dev.sluice.operator.reconcile;

import dev.sluice.crds.StreamingJobSnapshot;
import dev.sluice.operator.poll.DriverPoller;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has drivers take the snapshots that are asked for. It holds no state of its own beyond caches:
 * everything that must survive is in the status.
 */
@Singleton
@GradualRetry(
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 60_000,
    maxAttempts = Integer.MAX_VALUE)
@ControllerConfiguration(
    name = StreamingJobSnapshotReconciler.NAME,
    triggerReconcilerOnAllEvents = true)
public class StreamingJobSnapshotReconciler
    implements Reconciler<StreamingJobSnapshot>, AutoCloseable {
  /** Name of the controller in configuration and metrics. */
  public static final String NAME = "streamingjobsnapshot";

  private final SimpleInboundEventSource<StreamingJobSnapshot> answers =
      new SimpleInboundEventSource<>("driver-answers");
  private volatile @Nullable Cache<StreamingJobSnapshot> snapshots;
  private final DriverPoller<ResourceID> poller;
  private final SnapshotController controller;

  /**
   * Creates the reconciler and starts its poller.
   *
   * @param client talks to the API server
   * @param clock the time of every decision
   * @param settings how it goes about its work
   */
  public StreamingJobSnapshotReconciler(
      KubernetesClient client, Clock clock, OperatorSettings settings) {
    this.poller =
        new DriverPoller<>(settings.pollInterval(), clock, this::isKnown, answers::propagateEvent);
    this.controller = new SnapshotController(client, clock, poller, settings.httpTokens());
  }

  @Override
  public List<EventSource<?, StreamingJobSnapshot>> prepareEventSources(
      EventSourceContext<StreamingJobSnapshot> context) {
    snapshots = context.getPrimaryCache();
    return List.of(answers);
  }

  @Override
  public UpdateControl<StreamingJobSnapshot> reconcile(
      StreamingJobSnapshot snapshot, Context<StreamingJobSnapshot> context) {
    UpdateControl<StreamingJobSnapshot> control = UpdateControl.noUpdate();
    if (snapshot.getSpec() == null || context.isPrimaryResourceDeleted()) {
      poller.forget(ResourceID.fromResource(snapshot));
      return control;
    }
    controller.pass(snapshot).ifPresent(control::rescheduleAfter);
    return control;
  }

  @PreDestroy
  @Override
  public void close() {
    poller.close();
  }

  private boolean isKnown(ResourceID snapshot) {
    Cache<StreamingJobSnapshot> known = snapshots;
    return known != null && known.contains(snapshot);
  }
}
