package dev.sluice.operator.decide;

import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.ObservedRevision;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Objects beside the pods: made before a pod uses them, deleted when none does any more. */
final class Needs {
  private final ObservedJob observed;
  private final Attempt attempt;
  private final List<NetworkPolicyPeer> httpPeers;
  private final CertificateRenewal renewal;

  Needs(
      ObservedJob observed,
      Attempt attempt,
      List<NetworkPolicyPeer> httpPeers,
      CertificateRenewal renewal) {
    this.observed = observed;
    this.attempt = attempt;
    this.httpPeers = httpPeers;
    this.renewal = renewal;
  }

  /** Returns all steps of the attempt, in order, and what its driver is asked for; pages last. */
  List<Action> actions(Discarded discarded, WebAccess web) {
    List<Action> steps = attempt.actions();
    List<Action> all = new ArrayList<>(NetworkAccess.actions(observed, httpPeers));
    all.addAll(present(steps));
    // One that pods can do without for now must not keep them from being made.
    if (renewal.isExpired()) {
      renewal.action().ifPresent(all::add);
    }
    all.addAll(steps);
    ReceiverExposure.action(observed).ifPresent(all::add);
    Set<String> used = used(steps);
    observed.manifests().stream()
        .filter(name -> used.stream().map(observed.job()::manifest).noneMatch(name::equals))
        .sorted()
        .forEach(name -> all.add(new Action.DeleteManifest(name)));
    all.addAll(DriverServices.unneeded(observed, used.stream()));
    all.addAll(outlived());
    if (!renewal.isExpired()) {
      renewal.action().ifPresent(all::add);
    }
    all.addAll(discarded.actions());
    all.addAll(web.actions());
    return all;
  }

  /** Returns what has to be there before the steps. */
  private List<Action> present(List<Action> steps) {
    List<Action> needed = new ArrayList<>();
    Target present = Target.present(observed);
    if (observed.history().named(present.name()).isEmpty()) {
      needed.add(new Action.CreateRevision(present.name(), observed.history().nextNumber()));
    }
    boolean ensured = steps.stream().anyMatch(Action.EnsureCertificate.class::isInstance);
    steps.stream()
        .filter(Action.CreateWorker.class::isInstance)
        .map(step -> new Action.EnsureManifest(((Action.CreateWorker) step).jobRevision()))
        .distinct()
        .filter(manifest -> !steps.contains(manifest))
        .forEach(needed::add);
    if (!ensured && steps.stream().anyMatch(Action.CreateWorker.class::isInstance)) {
      needed.add(new Action.EnsureCertificate());
    }
    return needed;
  }

  /** Returns the revisions that a pod has or is going to have. */
  private Set<String> used(List<Action> steps) {
    Set<String> used = new HashSet<>();
    used.add(attempt.target().revision().job());
    add(used, attempt.driver().status().revision());
    observed.pods().stream()
        .filter(ObservedPod::owned)
        .map(ObservedPod::jobRevision)
        .forEach(used::add);
    steps.stream()
        .filter(Action.CreateDriver.class::isInstance)
        .map(step -> ((Action.CreateDriver) step).revision())
        .forEach(used::add);
    return used;
  }

  private List<Action> outlived() {
    var revisions = observed.status().revisions();
    Set<String> kept = new HashSet<>();
    Stream.of(
            attempt.target().name(),
            Target.present(observed).name(),
            revisions.current(),
            revisions.update(),
            revisions.lastStable())
        .forEach(name -> add(kept, name));
    List<ObservedRevision> others =
        observed.history().revisions().stream()
            .filter(revision -> !kept.contains(revision.name()))
            .sorted(Comparator.comparingLong(ObservedRevision::number))
            .toList();
    return others.stream()
        .limit(Math.max(0, others.size() - observed.spec().revisionHistoryLimit()))
        .<Action>map(revision -> new Action.DeleteRevision(revision.name()))
        .toList();
  }

  private static void add(Set<String> names, @Nullable String name) {
    if (name != null) {
      names.add(name);
    }
  }
}
