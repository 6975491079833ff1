package dev.sluice.operator.reconcile;

import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.decide.JobLifecycle;
import dev.sluice.operator.job.Labels;
import dev.sluice.operator.observe.JobReader;
import dev.sluice.operator.observe.Owned;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps StreamingJobs running. It holds no state of its own beyond caches: everything that must
 * survive is in the status.
 */
@Singleton
@GradualRetry(
    initialInterval = 1_000,
    intervalMultiplier = 2,
    maxInterval = 60_000,
    maxAttempts = Integer.MAX_VALUE)
@ControllerConfiguration(name = StreamingJobReconciler.NAME, triggerReconcilerOnAllEvents = true)
public class StreamingJobReconciler implements Reconciler<StreamingJob>, AutoCloseable {
  /** Name of the controller in configuration and metrics. */
  public static final String NAME = "streamingjob";

  private static final long LISTED_AT_ONCE = 500;

  private final SimpleInboundEventSource<StreamingJob> driverReports =
      new SimpleInboundEventSource<>("driver-reports");
  private final KnownJobs jobs;
  private final DriverContacts contacts;
  private final JobController controller;
  private final HttpRoutes httpRoutes;

  /**
   * Creates the reconciler and starts its poller.
   *
   * @param client talks to the API server
   * @param clock the time of every decision
   * @param settings how it goes about its work
   * @param jobs told of the cache of jobs
   */
  public StreamingJobReconciler(
      KubernetesClient client, Clock clock, OperatorSettings settings, KnownJobs jobs) {
    this.jobs = jobs;
    this.httpRoutes = new HttpRoutes(client, clock);
    this.contacts =
        new DriverContacts(
            settings.pollInterval(),
            clock,
            settings.httpTokens(),
            jobs::contains,
            driverReports::propagateEvent);
    this.controller =
        new JobController(
            client,
            clock,
            new JobLifecycle(
                settings.progressInterval(), settings.httpPeers(), settings.certificateLifetime()),
            contacts,
            settings.httpTokens());
  }

  @Override
  public List<EventSource<?, StreamingJob>> prepareEventSources(
      EventSourceContext<StreamingJob> context) {
    jobs.use(context.getPrimaryCache());
    return List.of(
        informer(Pod.class, context),
        informer(Service.class, context),
        informer(ConfigMap.class, context),
        informer(ControllerRevision.class, context),
        informer(NetworkPolicy.class, context),
        informer(Ingress.class, context),
        driverReports);
  }

  @Override
  public UpdateControl<StreamingJob> reconcile(StreamingJob job, Context<StreamingJob> context) {
    var id = ResourceID.fromResource(job);
    UpdateControl<StreamingJob> control = UpdateControl.noUpdate();
    if (job.getMetadata().getDeletionTimestamp() != null || context.isPrimaryResourceDeleted()) {
      controller.forget(id);
      if (!context.isPrimaryResourceDeleted()) {
        controller.clean(job).ifPresent(control::rescheduleAfter);
      }
      return control;
    }
    if (job.getSpec() == null) {
      return control;
    }
    var sources = context.eventSourceRetriever();
    String problem =
        httpRoutes.problem(job.getSpec().ui().httpRoute() != null, () -> watchHttpRoutes(sources));
    Optional.of(
            JobReader.read(
                job,
                new Owned(
                    context.getSecondaryResources(Pod.class),
                    context.getSecondaryResources(Service.class),
                    context.getSecondaryResources(ConfigMap.class),
                    context.getSecondaryResources(ControllerRevision.class),
                    context.getSecondaryResources(NetworkPolicy.class),
                    Stream.concat(
                            context.getSecondaryResourcesAsStream(Ingress.class),
                            context.getSecondaryResourcesAsStream(HTTPRoute.class))
                        .toList()),
                contacts.of(id)))
        .map(observed -> observed.withWeb(observed.network().web().lackingGateway(problem)))
        .flatMap(observed -> controller.pass(job, observed))
        .ifPresent(control::rescheduleAfter);
    return control;
  }

  private static void watchHttpRoutes(EventSourceRetriever<StreamingJob> sources) {
    EventSource<HTTPRoute, StreamingJob> source =
        informer(HTTPRoute.class, sources.eventSourceContextForDynamicRegistration());
    try {
      sources.dynamicallyRegisterEventSource(source);
    } catch (OperatorException e) {
      var unused = sources.dynamicallyDeRegisterEventSource(source.name());
      throw e;
    }
  }

  @PreDestroy
  @Override
  public void close() {
    contacts.close();
  }

  private static <R extends HasMetadata> EventSource<R, StreamingJob> informer(
      Class<R> type, EventSourceContext<StreamingJob> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, StreamingJob.class)
            .withLabelSelector(Labels.SELECTOR)
            .withInformerListLimit(LISTED_AT_ONCE)
            .withNamespacesInheritedFromController()
            .build(),
        context);
  }
}
