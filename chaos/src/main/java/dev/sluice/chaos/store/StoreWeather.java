package dev.sluice.chaos.store;

import dev.sluice.chaos.plan.Fault;
import dev.sluice.chaos.plan.FaultKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Says what becomes of each request, while a fault lasts. Thread-safe. */
public final class StoreWeather {
  private static final Map<FaultKind, List<Fate>> FATES =
      Map.of(
          FaultKind.S3_ERRORS, List.of(Fate.REFUSED, Fate.FAILED, Fate.DONE_BUT_FAILED),
          FaultKind.S3_SLOW, List.of(Fate.LATE),
          FaultKind.S3_RESET, List.of(Fate.RESET_BEFORE, Fate.RESET_AFTER),
          FaultKind.S3_HALF, List.of(Fate.HALF_REQUEST, Fate.HALF_ANSWER),
          FaultKind.S3_OUTAGE, List.of(Fate.RESET_BEFORE),
          FaultKind.S3_MINUTE, List.of(Fate.RESET_BEFORE));

  private static final double SHARE = 0.3;

  private List<Fate> fates = List.of();
  private boolean outage;
  private SplittableRandom random = new SplittableRandom(0);
  private long unlucky;

  /** Begins a fault of the store. */
  public synchronized void begin(Fault fault) {
    fates = Optional.ofNullable(FATES.get(fault.kind())).orElseThrow();
    outage = fault.kind() == FaultKind.S3_OUTAGE || fault.kind() == FaultKind.S3_MINUTE;
    random = new SplittableRandom(fault.seed());
  }

  /** Ends it. */
  public synchronized void end() {
    fates = List.of();
    outage = false;
  }

  /** {@return how many requests were not just passed on} */
  public synchronized long unlucky() {
    return unlucky;
  }

  synchronized boolean isOutage() {
    return outage;
  }

  /** {@return the fate of the next request} */
  synchronized Fate next() {
    if (fates.isEmpty() || (!outage && random.nextDouble() >= SHARE)) {
      return Fate.PASS;
    }
    unlucky++;
    return fates.get(random.nextInt(fates.size()));
  }
}
