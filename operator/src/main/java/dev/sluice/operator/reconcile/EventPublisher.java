package dev.sluice.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes events of a job or a snapshot. A failure is logged and never fails a reconcile. */
final class EventPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final int NOTE_LIMIT = 1000;

  private final KubernetesClient client;
  private final Clock clock;
  private final AtomicLong sequence = new AtomicLong();

  EventPublisher(KubernetesClient client, Clock clock) {
    this.client = client;
    this.clock = clock;
  }

  void publish(HasMetadata resource, List<JobEvent> events) {
    for (JobEvent event : events) {
      try {
        publish(resource, event);
      } catch (KubernetesClientException e) {
        LOG.warn(
            "Event {} of {}/{} was not published: {}",
            event.reason(),
            resource.getMetadata().getNamespace(),
            resource.getMetadata().getName(),
            e.getMessage());
      }
    }
  }

  private void publish(HasMetadata resource, JobEvent event) {
    Instant now = clock.instant();
    String name =
        "%s.%x%04x"
            .formatted(
                resource.getMetadata().getName(),
                now.toEpochMilli(),
                sequence.incrementAndGet() & 0xffff);
    String note = event.message();
    client
        .resource(
            new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(resource.getMetadata().getNamespace())
                .endMetadata()
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withReportingController("sluice.dev/operator")
                .withReportingInstance("sluice-operator")
                .withAction("Reconcile")
                .withType(event.warning() ? "Warning" : "Normal")
                .withReason(event.reason())
                .withNote(note.length() <= NOTE_LIMIT ? note : note.substring(0, NOTE_LIMIT))
                .withNewRegarding()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .endRegarding()
                .build())
        .create();
  }
}
