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
  private volatile List<String> tokens;
  private volatile int next;
  private volatile int refusals;
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
    List<String> known = tokens;
    HttpRequest.Builder request = HttpRequest.newBuilder(status).timeout(timeout).GET();
    if (!known.isEmpty()) {
      request.header("Authorization", "Bearer " + known.get(next % known.size()));
    }
    return request.build();
  }

  /** Takes other tokens to try. */
  void know(List<String> others) {
    if (!others.equals(tokens)) {
      tokens = List.copyOf(others);
    }
  }

  /**
   * Takes the answer that another token is wanted, while a request is under way.
   *
   * @return whether all tokens have been tried, so that the job has to be looked at
   */
  boolean refuse(Instant now) {
    int known = Math.max(1, tokens.size());
    next = (next + 1) % known;
    refusals = Math.min(refusals + 1, known);
    if (refusals < known) {
      return false;
    }
    contact = contact.refusedAt(now);
    return true;
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
    boolean changed = !report.equals(contact.report()) || contact.refused();
    refusals = 0;
    contact = new DriverContact(podName, now, report, answer.load(now));
    return changed;
  }
}
