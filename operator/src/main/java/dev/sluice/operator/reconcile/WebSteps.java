package dev.sluice.operator.reconcile;

import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.decide.Action;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.resources.JobContext;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Takes the steps on the way to web pages; one that is refused keeps nothing else from a job. */
final class WebSteps {
  private final WebActions actions;
  private final EventPublisher events;
  private final Clock clock;
  private final WebRefusals refusals = new WebRefusals();

  WebSteps(KubernetesClient client, EventPublisher events, Clock clock) {
    this.actions = new WebActions(client);
    this.events = events;
    this.clock = clock;
  }

  /** Returns the job with what the API server has refused lately. */
  ObservedJob on(ResourceID job, ObservedJob observed) {
    return refusals.on(job, observed);
  }

  /** Forgets a job. */
  void forget(ResourceID job) {
    refusals.forget(job);
  }

  /** Takes a step; returns false, and tells the user, if the API server refuses it. */
  boolean take(
      Action.WebAction action, JobContext context, ObservedJob observed, StreamingJob resource) {
    var job = new ResourceID(observed.job().name(), observed.job().namespace());
    try {
      actions.take(action, context);
      refusals.remove(job, action.kind());
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        String said = said(e);
        Duration delay = refusals.add(job, observed, action.kind(), said, clock.instant());
        events.publish(resource, List.of(event(action, context, delay, said)));
      }
      return false;
    }
  }

  private static JobEvent event(
      Action.WebAction action, JobContext context, Duration delay, String said) {
    return new JobEvent(
        true,
        "StepFailed",
        "%s of %s %s failed, will be tried again in %d s: %s"
            .formatted(
                action.getClass().getSimpleName(),
                action.kind().title(),
                context.job().webObject(),
                delay.toSeconds(),
                said));
  }

  /** Returns what the API server said, without the request and the rest of the answer. */
  private static String said(KubernetesClientException failure) {
    Status status = failure.getStatus();
    String said = status == null ? null : status.getMessage();
    return said == null ? String.valueOf(failure.getMessage()) : said;
  }
}
