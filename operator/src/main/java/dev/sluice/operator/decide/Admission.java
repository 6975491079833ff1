package dev.sluice.operator.decide;

import dev.sluice.crds.Resources;
import dev.sluice.crds.StreamingJobSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/** Checks of a spec that the CRD's own rules can't express. */
final class Admission {
  private Admission() {}

  /** Returns what is wrong with a spec, or empty if it can be run. */
  static Optional<String> refusal(StreamingJobSpec spec) {
    return check("driver", spec.driver().resources())
        .or(() -> check("receivers", spec.receivers().resources()))
        .or(() -> check("executors", spec.executors().resources()))
        .or(() -> Unsupported.refusal(spec));
  }

  private static Optional<String> check(String field, Resources resources) {
    for (Map.Entry<String, Quantity> limit : resources.limits().entrySet()) {
      Quantity request = resources.requests().get(limit.getKey());
      if (request != null && amount(request).compareTo(amount(limit.getValue())) > 0) {
        return Optional.of(
            "spec.%s.resources: request %s of %s exceeds its limit %s; lower one or raise the other."
                .formatted(field, request, limit.getKey(), limit.getValue()));
      }
    }
    return Optional.empty();
  }

  private static BigDecimal amount(Quantity quantity) {
    return Quantity.getAmountInBytes(quantity);
  }
}
