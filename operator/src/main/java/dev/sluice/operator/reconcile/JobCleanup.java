package dev.sluice.operator.reconcile;

import dev.sluice.crds.StreamingJob;
import dev.sluice.operator.decide.Action;
import dev.sluice.operator.decide.Cleanup;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.observe.JobReader;
import dev.sluice.operator.observe.LiveView;
import dev.sluice.operator.resources.JobContext;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a job that is being deleted go: its driver first. No step that fails keeps it longer than
 * its policy says.
 */
final class JobCleanup {
  private static final Logger LOG = LoggerFactory.getLogger(JobCleanup.class);

  private final Clock clock;
  private final LiveView live;
  private final ClusterActions actions;
  private final EventPublisher events;
  private final Finalizer finalizer;

  JobCleanup(KubernetesClient client, Clock clock, ClusterActions actions) {
    this.clock = clock;
    this.live = new LiveView(client);
    this.actions = actions;
    this.events = new EventPublisher(client, clock);
    this.finalizer = new Finalizer(client, Finalizer.DRIVER);
  }

  /** Makes one pass and returns when to make the next one; empty when nothing is left to do. */
  Optional<Duration> pass(StreamingJob job) {
    if (!finalizer.isOn(job)) {
      return Optional.empty();
    }
    if (job.getSpec() == null) {
      finalizer.set(job, false);
      return Optional.empty();
    }
    JobIdentity identity = JobReader.identity(job);
    Optional<LiveView.Live> read = live.readDeleted(identity);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Instant deletion = Instant.parse(job.getMetadata().getDeletionTimestamp());
    Cleanup cleanup = Cleanup.decide(read.get().observed(), deletion, now);
    var context = new JobContext(identity, read.get().observed().spec());
    for (Action action : cleanup.actions()) {
      take(action, context, job);
    }
    if (!cleanup.release()) {
      return Optional.ofNullable(cleanup.wake())
          .map(wake -> Duration.between(now, wake).plusMillis(1));
    }
    finalizer.set(job, false);
    LOG.info("{}/{} may go: {}", identity.namespace(), identity.name(), cleanup.reason());
    if (cleanup.reason().equals("DeletionTimedOut")) {
      tell(job, true, "DeletionTimedOut", "The driver did not end in time; the job goes without.");
    }
    return Optional.empty();
  }

  private void take(Action action, JobContext context, StreamingJob job) {
    LOG.info("{}/{}: {}", context.job().namespace(), context.job().name(), action);
    tell(job, false, "Draining", "The driver takes a final checkpoint before the job goes.");
    try {
      actions.take(action, context);
    } catch (KubernetesClientException e) {
      LOG.warn("{} failed, will be tried again: {}", action, e.getMessage());
    }
  }

  private void tell(StreamingJob job, boolean warning, String reason, String message) {
    events.publish(job, List.of(new JobEvent(warning, reason, message)));
  }
}
