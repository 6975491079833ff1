package dev.sluice.operator.reconcile;

import dev.sluice.operator.network.WebObjectKind;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.Refusal;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the API server has refused of the way to web pages, so that it is not asked again with every
 * event of a job. A change of the spec, or another driver, is tried at once. Lost with the
 * operator. Safe for use by many threads, of which one at a time works on a job.
 */
final class WebRefusals {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private record Refused(long generation, long epoch, Duration delay, Refusal refusal) {}

  private final Map<ResourceID, Map<WebObjectKind, Refused>> jobs = new ConcurrentHashMap<>();

  /** Returns the job with what was refused of its present spec and driver. */
  ObservedJob on(ResourceID job, ObservedJob observed) {
    Map<WebObjectKind, Refused> all = jobs.get(job);
    if (all == null) {
      return observed;
    }
    all.values().removeIf(refused -> !isOf(refused, observed));
    Map<WebObjectKind, Refusal> refusals = new EnumMap<>(WebObjectKind.class);
    all.forEach((kind, refused) -> refusals.put(kind, refused.refusal()));
    return observed.withWeb(observed.network().web().refusing(refusals));
  }

  /** Takes note of a refusal and returns when to try again. */
  Duration add(
      ResourceID job, ObservedJob observed, WebObjectKind kind, String message, Instant now) {
    Map<WebObjectKind, Refused> all =
        jobs.computeIfAbsent(job, id -> new EnumMap<>(WebObjectKind.class));
    Refused before = all.get(kind);
    Duration delay = FIRST;
    if (before != null) {
      Duration twice = before.delay().multipliedBy(2);
      delay = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }
    all.put(
        kind,
        new Refused(
            observed.job().generation(),
            observed.status().driver().epoch(),
            delay,
            new Refusal(message, now.plus(delay))));
    return delay;
  }

  /** Forgets what was refused of a kind, since it was not now. */
  void remove(ResourceID job, WebObjectKind kind) {
    jobs.computeIfPresent(
        job,
        (id, all) -> {
          all.remove(kind);
          return all.isEmpty() ? null : all;
        });
  }

  /** Forgets a job. */
  void forget(ResourceID job) {
    jobs.remove(job);
  }

  private static boolean isOf(Refused refused, ObservedJob observed) {
    return refused.generation() == observed.job().generation()
        && refused.epoch() == observed.status().driver().epoch();
  }
}
