package dev.sluice.operator.reconcile;

import dev.sluice.crds.AutoscalerStatus;
import dev.sluice.crds.CertificateStatus;
import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobStatus;
import dev.sluice.operator.decide.Action;
import dev.sluice.operator.decide.Cleanup;
import dev.sluice.operator.decide.Decision;
import dev.sluice.operator.decide.JobLifecycle;
import dev.sluice.operator.network.HttpTokens;
import dev.sluice.operator.observe.LiveView;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.resources.JobContext;
import dev.sluice.operator.scale.ReplicaDecision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over a job: decide from caches; if that has any effect but newer figures in the status,
 * read the job again from the API server and decide again; write the status with a lock on the
 * version read; then act, and publish events of it. A crash after any step is repaired by the next
 * pass; events that were not published are lost.
 */
final class JobController {
  private static final Logger LOG = LoggerFactory.getLogger(JobController.class);
  private static final Duration CONFLICT_DELAY = Duration.ofMillis(100);

  private final Clock clock;
  private final JobLifecycle lifecycle;
  private final Supplier<HttpTokens> tokens;
  private final DriverContacts contacts;
  private final LiveView live;
  private final ClusterActions actions;
  private final EventPublisher events;
  private final StatusWriter statuses;
  private final Finalizer finalizer;
  private final JobCleanup cleanup;
  private final ScalingMemory scaling;
  private final SnapshotPoints snapshots;
  private final WebSteps web;

  JobController(
      KubernetesClient client,
      Clock clock,
      JobLifecycle lifecycle,
      DriverContacts contacts,
      Supplier<HttpTokens> tokens) {
    this.clock = clock;
    this.lifecycle = lifecycle;
    this.tokens = tokens;
    this.contacts = contacts;
    this.live = new LiveView(client);
    this.actions = new ClusterActions(client, clock, lifecycle.certificateLifetime(), tokens);
    this.events = new EventPublisher(client, clock);
    this.statuses = new StatusWriter(client);
    this.finalizer = new Finalizer(client, Finalizer.DRIVER);
    this.cleanup = new JobCleanup(client, clock, actions);
    this.scaling = new ScalingMemory();
    this.snapshots = new SnapshotPoints(client);
    this.web = new WebSteps(client, events, clock);
  }

  /** Forgets a job that is gone. */
  void forget(ResourceID job) {
    contacts.forget(job);
    scaling.forget(job);
    web.forget(job);
  }

  /** Makes one pass over a job that is being deleted; returns when to make the next one. */
  Optional<Duration> clean(StreamingJob job) {
    forget(new ResourceID(job.getMetadata().getName(), job.getMetadata().getNamespace()));
    return cleanup.pass(job);
  }

  /**
   * Makes one pass.
   *
   * @param resource the job in the cache, a copy
   * @param seen the same with what it owns, as the caches have it
   * @return when to make the next pass at the latest; empty if only a change matters
   */
  Optional<Duration> pass(StreamingJob resource, ObservedJob seen) {
    var id = new ResourceID(seen.job().name(), seen.job().namespace());
    ReplicaDecision replicas = scaling.decide(id, seen, clock.instant());
    Optional<Duration> delay =
        pass(id, resource, snapshots.on(web.on(id, seen.withScaling(replicas))));
    if (replicas == null) {
      return delay;
    }
    Duration period = Duration.ofSeconds(seen.spec().autoscaling().metrics().periodSeconds());
    return Optional.of(delay.filter(time -> time.compareTo(period) < 0).orElse(period));
  }

  private Optional<Duration> pass(ResourceID id, StreamingJob resource, ObservedJob cached) {
    Decision decision = decide(cached);
    if (!hasEffect(decision, cached.status())) {
      contacts.watch(cached);
      return delay(decision.wake());
    }
    if (decision.onlyTells(cached.status())) {
      contacts.watch(cached);
      return statuses.write(resource, decision.status())
          ? delay(decision.wake())
          : Optional.of(CONFLICT_DELAY);
    }
    Optional<LiveView.Live> read = live.read(cached, contacts.of(id));
    if (read.isEmpty()) {
      return Optional.empty();
    }
    return act(id, read.get(), cached.scaling());
  }

  private Decision decide(ObservedJob observed) {
    return lifecycle.withHttpKey(tokens.get().key().orElse(null)).decide(observed, clock.instant());
  }

  private Optional<Duration> act(
      ResourceID id, LiveView.Live read, @Nullable ReplicaDecision replicas) {
    ObservedJob observed = snapshots.on(read.observed().withScaling(replicas));
    // Not what the caches say: the last pass over a job may see its status late, and its pods not.
    contacts.watch(observed);
    Decision decision = decide(observed);
    if (!hasEffect(decision, observed.status())) {
      return delay(decision.wake());
    }
    if (!decision.status().equals(observed.status())
        && !statuses.write(read.resource(), decision.status())) {
      return Optional.of(CONFLICT_DELAY);
    }
    if (replicas != null && replicas.changes() && follows(decision.status(), replicas)) {
      scaling.changed(id, observed, replicas, clock.instant());
    }
    boolean refused;
    try {
      finalizer.set(read.resource(), Cleanup.isNeeded(observed.spec(), decision.status()));
      refused = takeAll(decision, observed, read.resource());
    } finally {
      events.publish(read.resource(), Transitions.between(observed.status(), decision.status()));
    }
    return refused ? Optional.of(CONFLICT_DELAY) : delay(decision.wake());
  }

  /** Takes the steps; returns whether the API server refused one that a job can do without. */
  private boolean takeAll(Decision decision, ObservedJob observed, StreamingJob resource) {
    boolean refused = false;
    for (Action action : decision.actions()) {
      var context = new JobContext(observed.job(), decision.specFor(action, observed.spec()));
      LOG.info("{}/{}: {}", observed.job().namespace(), observed.job().name(), action);
      if (action instanceof Action.WebAction step) {
        refused |= !web.take(step, context, observed, resource);
      } else {
        take(action, context, resource);
      }
    }
    return refused;
  }

  private static boolean follows(StreamingJobStatus status, ReplicaDecision replicas) {
    AutoscalerStatus autoscaler = status.autoscaler();
    return autoscaler != null
        && Objects.equals(autoscaler.receivers(), replicas.receivers().replicas())
        && Objects.equals(autoscaler.executors(), replicas.executors().replicas());
  }

  /** Takes a step; if the API server refuses it, the user is told before it is tried again. */
  private void take(Action action, JobContext context, StreamingJob resource) {
    try {
      actions.take(action, context);
      if (action instanceof Action.IssueCertificate issue) {
        issued(issue, resource);
      }
    } catch (KubernetesClientException e) {
      String step = action.getClass().getSimpleName();
      events.publish(
          resource,
          List.of(
              new JobEvent(
                  true, "StepFailed", step + " failed, will be tried again: " + e.getMessage())));
      throw e;
    }
  }

  /** Records it afterwards: one that is issued twice harms nobody, one that is missing does. */
  private void issued(Action.IssueCertificate issue, StreamingJob resource) {
    String expiry = issue.expiry().toString();
    statuses.record(
        resource,
        new CertificateStatus(
            issue.generation(),
            issue.issued().toString(),
            expiry,
            issue.useFrom().toString(),
            issue.httpKey()));
    events.publish(
        resource,
        List.of(
            new JobEvent(
                false,
                "CertificateRenewed",
                "Certificate %d lasts until %s; new connections use it from %s on."
                    .formatted(issue.generation(), expiry, issue.useFrom()))));
  }

  private static boolean hasEffect(Decision decision, StreamingJobStatus status) {
    return !decision.actions().isEmpty() || !decision.status().equals(status);
  }

  private Optional<Duration> delay(@Nullable Instant wake) {
    if (wake == null) {
      return Optional.empty();
    }
    Duration delay = Duration.between(clock.instant(), wake);
    return Optional.of(delay.compareTo(CONFLICT_DELAY) < 0 ? CONFLICT_DELAY : delay);
  }
}
