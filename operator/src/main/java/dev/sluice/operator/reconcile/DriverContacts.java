package dev.sluice.operator.reconcile;

import dev.sluice.crds.SuccessorStatus;
import dev.sluice.operator.job.Ports;
import dev.sluice.operator.job.Role;
import dev.sluice.operator.network.HttpTokens;
import dev.sluice.operator.observe.Contacts;
import dev.sluice.operator.observe.ObservedJob;
import dev.sluice.operator.observe.ObservedPod;
import dev.sluice.operator.observe.PodState;
import dev.sluice.operator.poll.DriverPoller;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Polls the driver of each job, and the one that is to take over from it. Thread-safe. */
final class DriverContacts implements AutoCloseable {
  private final DriverPoller<Key> poller;
  private final Supplier<HttpTokens> tokens;

  /**
   * Starts polling.
   *
   * @param tokens what drivers ask for
   * @param isKnown whether a job still exists
   * @param onChange told of a job of which a driver answered differently
   */
  DriverContacts(
      Duration interval,
      Clock clock,
      Supplier<HttpTokens> tokens,
      Predicate<ResourceID> isKnown,
      Consumer<ResourceID> onChange) {
    this.tokens = tokens;
    this.poller =
        new DriverPoller<>(
            interval, clock, key -> isKnown.test(key.job()), key -> onChange.accept(key.job()));
  }

  /** Returns what polling a job's drivers has brought. */
  Contacts of(ResourceID job) {
    return new Contacts(
        poller.contact(new Key(job, false)).orElse(null),
        poller.contact(new Key(job, true)).orElse(null));
  }

  /** Polls the drivers that a job has now, and no others. */
  void watch(ObservedJob observed) {
    var job = new ResourceID(observed.job().name(), observed.job().namespace());
    watch(new Key(job, false), observed, observed.status().driver().epoch());
    SuccessorStatus successor = observed.status().successor();
    watch(new Key(job, true), observed, successor == null ? 0 : successor.epoch());
  }

  private void watch(Key key, ObservedJob observed, long epoch) {
    Optional<ObservedPod> driver =
        observed.owned(Role.DRIVER).stream()
            .filter(pod -> epoch > 0 && pod.number() == epoch)
            .filter(pod -> pod.state() instanceof PodState.Running)
            .findFirst();
    String address = driver.map(ObservedPod::address).orElse(null);
    if (driver.isEmpty() || address == null) {
      poller.forget(key);
      return;
    }
    List<String> known = tokens.get().all(observed.job().uid());
    poller.watch(key, driver.get().name(), status(address), known);
  }

  /** Returns where the driver at an address tells how it is. */
  static URI status(String address) {
    String host = address.contains(":") ? "[" + address + "]" : address;
    return URI.create("http://" + host + ":" + Ports.HTTP + "/api/v1/status");
  }

  /** Stops polling for a job. */
  void forget(ResourceID job) {
    poller.forget(new Key(job, false));
    poller.forget(new Key(job, true));
  }

  @Override
  public void close() {
    poller.close();
  }

  private record Key(ResourceID job, boolean successor) {}
}
