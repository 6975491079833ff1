package dev.sluice.operator.poll;

import dev.sluice.operator.observe.DriverContact;
import dev.sluice.operator.observe.DriverReport;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** One polled driver; safe for use by many threads. */
final class Target {
  private final String podName;
  private final URI status;
  private final List<String> tokens;
  private volatile int refused;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile DriverContact contact;

  Target(String podName, URI status, List<String> tokens, Instant now) {
    this.podName = podName;
    this.status = status;
    this.tokens = List.copyOf(tokens);
    this.contact = new DriverContact(podName, now, null);
  }

  boolean isFor(String otherPod, URI otherStatus) {
    return podName.equals(otherPod) && status.equals(otherStatus);
  }

  HttpRequest request(Duration timeout) {
    HttpRequest.Builder request = HttpRequest.newBuilder(status).timeout(timeout).GET();
    if (!tokens.isEmpty()) {
      request.header("Authorization", "Bearer " + tokens.get(refused % tokens.size()));
    }
    return request.build();
  }

  /** The driver asks for another token; called while a request is under way. */
  void refused() {
    refused = (refused + 1) % Math.max(1, tokens.size());
  }

  DriverContact contact() {
    return contact;
  }

  /** Returns whether a request may be sent: none is under way. */
  boolean begin() {
    return asking.compareAndSet(false, true);
  }

  void end() {
    asking.set(false);
  }

  /** Takes an answer and returns whether it differs from the one before. */
  boolean accept(StatusDocument answer, Instant now) {
    DriverReport report = answer.report();
    boolean changed = !report.equals(contact.report());
    contact = new DriverContact(podName, now, report, answer.load(now));
    return changed;
  }
}
