package dev.sluice.operator.reconcile;

import dev.sluice.crds.StreamingJobSnapshot;
import dev.sluice.crds.StreamingJobSnapshotStatus;
import dev.sluice.operator.network.HttpTokens;
import dev.sluice.operator.poll.DriverPoller;
import dev.sluice.operator.snapshot.ObservedSnapshot;
import dev.sluice.operator.snapshot.SnapshotAction;
import dev.sluice.operator.snapshot.SnapshotDecision;
import dev.sluice.operator.snapshot.SnapshotLifecycle;
import io.fabric8.kubernetes.client.KubernetesClient;
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
 * One pass over a snapshot: decide; if that has any effect, read it again from the API server and
 * decide again; write the status with a lock on the version read; then act. A crash after any step
 * is repaired by the next pass.
 */
final class SnapshotController {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotController.class);
  private static final Duration SHORTEST_DELAY = Duration.ofMillis(100);

  private final KubernetesClient client;
  private final Clock clock;
  private final SnapshotView view;
  private final Finalizer finalizer;
  private final EventPublisher events;
  private final StatusWriter statuses;
  private final DriverRequests requests;

  SnapshotController(
      KubernetesClient client,
      Clock clock,
      DriverPoller<ResourceID> poller,
      Supplier<HttpTokens> tokens) {
    this.client = client;
    this.clock = clock;
    this.view = new SnapshotView(client, poller, tokens);
    this.finalizer = new Finalizer(client, Finalizer.SNAPSHOT);
    this.events = new EventPublisher(client, clock);
    this.statuses = new StatusWriter(client);
    this.requests = new DriverRequests(client);
  }

  /** Makes one pass and returns when to make the next one at the latest. */
  Optional<Duration> pass(StreamingJobSnapshot cached) {
    SnapshotDecision seen = decide(cached);
    if (!hasEffect(seen, cached)) {
      return delay(seen.wake());
    }
    StreamingJobSnapshot found = client.resource(cached).get();
    if (found == null || !found.getMetadata().getUid().equals(cached.getMetadata().getUid())) {
      return Optional.empty();
    }
    SnapshotDecision decision = decide(found);
    if (!hasEffect(decision, found)) {
      return delay(decision.wake());
    }
    if (!decision.status().equals(status(found)) && !statuses.write(found, decision.status())) {
      return Optional.of(SHORTEST_DELAY);
    }
    for (SnapshotAction action : decision.actions()) {
      LOG.info(
          "{}/{}: {}", found.getMetadata().getNamespace(), found.getMetadata().getName(), action);
      take(action, found);
    }
    return delay(decision.wake());
  }

  private SnapshotDecision decide(StreamingJobSnapshot snapshot) {
    ObservedSnapshot observed = view.of(snapshot, finalizer.isOn(snapshot));
    return SnapshotLifecycle.decide(observed, clock.instant());
  }

  private static StreamingJobSnapshotStatus status(StreamingJobSnapshot snapshot) {
    return Objects.requireNonNullElse(snapshot.getStatus(), StreamingJobSnapshotStatus.EMPTY);
  }

  private static boolean hasEffect(SnapshotDecision decision, StreamingJobSnapshot snapshot) {
    return !decision.actions().isEmpty() || !decision.status().equals(status(snapshot));
  }

  private void take(SnapshotAction action, StreamingJobSnapshot snapshot) {
    if (action instanceof SnapshotAction.Ask ask) {
      requests.ask(snapshot.getMetadata().getNamespace(), ask.podName(), ask.data(), ask.request());
    } else if (action instanceof SnapshotAction.Hold hold) {
      finalizer.set(snapshot, hold.wanted());
    } else if (action instanceof SnapshotAction.Delete) {
      client.resource(snapshot).delete();
    } else if (action instanceof SnapshotAction.Tell tell) {
      events.publish(
          snapshot, List.of(new JobEvent(tell.warning(), tell.reason(), tell.message())));
    }
  }

  private Optional<Duration> delay(@Nullable Instant wake) {
    if (wake == null) {
      return Optional.empty();
    }
    Duration delay = Duration.between(clock.instant(), wake);
    return Optional.of(delay.compareTo(SHORTEST_DELAY) < 0 ? SHORTEST_DELAY : delay);
  }
}
