package dev.sluice.operator.decide;

import dev.sluice.crds.ReceiverService;
import dev.sluice.operator.observe.ObservedJob;
import java.util.Objects;
import java.util.Optional;

/** Decides about the Service over the receivers. */
final class ReceiverExposure {
  private ReceiverExposure() {}

  static Optional<Action> action(ObservedJob observed) {
    ReceiverService wanted = observed.spec().receivers().service();
    Integer port = wanted == null ? null : wanted.port();
    if (Objects.equals(port, observed.network().receiverPort())) {
      return Optional.empty();
    }
    return Optional.of(
        port == null ? new Action.HideReceivers() : new Action.ExposeReceivers(port));
  }
}
