package dev.sluice.operator.poll;

import dev.sluice.operator.observe.DriverContact;
import dev.sluice.operator.observe.DriverReport;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** One polled driver; safe for use by many threads. */
final class Target {
  private final String podName;
  private final URI status;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile DriverContact contact;

  Target(String podName, URI status, Instant now) {
    this.podName = podName;
    this.status = status;
    this.contact = new DriverContact(podName, now, null);
  }

  boolean isFor(String otherPod, URI otherStatus) {
    return podName.equals(otherPod) && status.equals(otherStatus);
  }

  URI status() {
    return status;
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
