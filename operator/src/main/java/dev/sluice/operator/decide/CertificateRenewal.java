package dev.sluice.operator.decide;

import dev.sluice.crds.CertificateStatus;
import dev.sluice.operator.job.JobIdentity;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides when the certificate of a job is renewed: after two thirds of its life, or when its pods
 * are to have another token, which comes with it; unless a pod could not follow. What it says of a
 * certificate is what the status has of it; no Secret is read.
 */
final class CertificateRenewal {
  private static final Duration LONGEST_SPREAD = Duration.ofHours(1);
  private static final int SPREADS = 12;

  /** In which a kubelet has, as a rule, shown pods a Secret that was written. */
  private static final Duration KUBELET = Duration.ofMinutes(2);

  private static final int SHORTEST_SPREADS = 6;

  /** As above where somebody waits for the token that comes with it. */
  private static final Duration TOKEN_SPREAD = Duration.ofMinutes(5);

  /** In which all pods use a certificate whose time has come, whatever their clocks say. */
  private static final Duration TAKEN_UP = Duration.ofMinutes(1);

  private final ObservedJob observed;
  private final Duration lifetime;
  private final @Nullable String httpKey;
  private final boolean starts;
  private final Instant now;
  private final @Nullable CertificateStatus certificate;
  private final List<ObservedPod> alive;

  /**
   * Looks at a job.
   *
   * @param lifetime how long a certificate lasts
   * @param httpKey which key the job's token is to be of; null if it is to have none
   * @param steps what is about to be done
   */
  CertificateRenewal(
      ObservedJob observed,
      Duration lifetime,
      @Nullable String httpKey,
      List<Action> steps,
      Instant now) {
    this.observed = observed;
    this.lifetime = lifetime;
    this.httpKey = httpKey;
    this.now = now;
    this.starts =
        steps.stream()
            .anyMatch(
                step -> step instanceof Action.CreateDriver || step instanceof Action.CreateWorker);
    this.alive =
        Arrays.stream(Role.values())
            .map(observed::owned)
            .flatMap(List::stream)
            .filter(ObservedPod::alive)
            .toList();
    this.certificate = recorded();
  }

  /** Returns what is known of the job's certificate; null if an earlier operator has made it. */
  @Nullable CertificateStatus certificate() {
    return certificate;
  }

  /** Returns the step that renews it, if it is time. */
  Optional<Action.IssueCertificate> action() {
    if (!isDue() || !follows() || (alive.isEmpty() && !starts)) {
      return Optional.empty();
    }
    long generation = certificate == null ? 1 : certificate.generation() + 1;
    String present = certificate == null ? null : certificate.httpKey();
    return Optional.of(
        new Action.IssueCertificate(
            generation,
            now,
            now.plus(lifetime),
            now.plus(isAged() ? spread() : least(spread(), TOKEN_SPREAD)),
            JobIdentity.showsToken(generation) ? httpKey : present));
  }

  /** How long a certificate is only trusted: until kubelets have shown it to all pods. */
  private Duration spread() {
    Duration least = least(KUBELET, lifetime.dividedBy(SHORTEST_SPREADS));
    Duration part = lifetime.dividedBy(SPREADS);
    return least(part.compareTo(least) > 0 ? part : least, LONGEST_SPREAD);
  }

  private static Duration least(Duration left, Duration right) {
    return left.compareTo(right) < 0 ? left : right;
  }

  /** Returns when to decide again; null if nothing is to come. */
  @Nullable Instant wake() {
    if (certificate == null || (alive.isEmpty() && !starts)) {
      return null;
    }
    return Stream.of(
            renewal(certificate),
            overdue(certificate),
            expiry(certificate),
            hasToken(certificate) ? Instant.MIN : takenUp(certificate))
        .filter(now::isBefore)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Returns whether pods refuse each other's new connections. */
  boolean isExpired() {
    return certificate != null && !now.isBefore(expiry(certificate));
  }

  void condition(Conditions conditions) {
    if (!isAged() && certificate != null && !hasToken(certificate) && !alive.isEmpty()) {
      conditions.set(
          Conditions.CERTIFICATE_CURRENT,
          true,
          follows() ? "TokenDue" : "WaitingForPods",
          text(
              follows()
                  ? "The pods get another token of the REST API, or none, with the next one."
                  : "The pods that an earlier operator made get no token."));
    } else if (!isAged()) {
      conditions.set(
          Conditions.CERTIFICATE_CURRENT,
          true,
          "Issued",
          text("It is renewed from two thirds of its life on."));
    } else if (alive.isEmpty()) {
      conditions.set(
          Conditions.CERTIFICATE_CURRENT,
          true,
          "RenewedAtStart",
          text("The next pod of the job gets another."));
    } else if (isExpired()) {
      conditions.set(
          Conditions.CERTIFICATE_CURRENT,
          false,
          "CertificateExpired",
          text("New connections of the job's pods fail."));
    } else if (!follows()) {
      conditions.set(
          Conditions.CERTIFICATE_CURRENT,
          true,
          "WaitingForPods",
          text("It is renewed when the pods that an earlier operator made have been replaced."));
    } else if (certificate != null && !now.isBefore(overdue(certificate))) {
      conditions.set(
          Conditions.CERTIFICATE_CURRENT,
          false,
          "RenewalOverdue",
          text("The event StepFailed says why it is not renewed."));
    } else {
      conditions.set(
          Conditions.CERTIFICATE_CURRENT, true, "RenewalDue", text("It is being renewed."));
    }
  }

  private @Nullable CertificateStatus recorded() {
    CertificateStatus known = observed.status().certificate();
    if (known != null || !starts || observed.status().driver().epoch() > 0) {
      return known;
    }
    return new CertificateStatus(
        0L, now.toString(), now.plus(lifetime).toString(), now.toString(), httpKey);
  }

  private boolean isDue() {
    return isAged()
        || (certificate != null && !hasToken(certificate) && !now.isBefore(takenUp(certificate)));
  }

  private boolean isAged() {
    return certificate == null
        ? observed.status().driver().epoch() > 0
        : !now.isBefore(renewal(certificate));
  }

  private boolean follows() {
    return alive.stream().allMatch(ObservedPod::followsCertificate);
  }

  private String text(String rest) {
    return certificate == null
        ? "The certificate was made by an earlier operator and lasts for years. " + rest
        : "Certificate %d lasts until %s. %s"
            .formatted(certificate.generation(), certificate.expiryTime(), rest);
  }

  private boolean hasToken(CertificateStatus present) {
    return Objects.equals(present.httpKey(), httpKey);
  }

  /** Returns from when on the one before it may go, in whose place the next one is put. */
  private Instant takenUp(CertificateStatus present) {
    Instant use =
        present.useFromTime() == null
            ? Instant.parse(present.issuedTime()).plus(LONGEST_SPREAD)
            : Instant.parse(present.useFromTime());
    return use.plus(TAKEN_UP);
  }

  private static Instant renewal(CertificateStatus certificate) {
    return expiry(certificate).minus(life(certificate).dividedBy(3));
  }

  private static Instant overdue(CertificateStatus certificate) {
    return renewal(certificate).plus(life(certificate).dividedBy(SPREADS));
  }

  private static Instant expiry(CertificateStatus certificate) {
    return Instant.parse(certificate.expiryTime());
  }

  private static Duration life(CertificateStatus certificate) {
    return Duration.between(Instant.parse(certificate.issuedTime()), expiry(certificate));
  }
}
