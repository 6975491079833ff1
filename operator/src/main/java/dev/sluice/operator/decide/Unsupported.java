package dev.sluice.operator.decide;

import dev.sluice.crds.StreamingJobSpec;
import java.util.Optional;
import java.util.stream.Stream;

/** Fields that the definition has and this version does not act on: asking for one is refused. */
final class Unsupported {
  private Unsupported() {}

  /** Returns why a spec that asks for such a field can't be run, or empty if it asks for none. */
  static Optional<String> refusal(StreamingJobSpec spec) {
    return fields(spec)
        .findFirst()
        .map(field -> field + " is not supported yet; remove it or set its default.");
  }

  private static Stream<String> fields(StreamingJobSpec spec) {
    return Stream.of(
            used("ui.httpRoute", spec.ui().httpRoute() != null),
            used("ui.ingress", spec.ui().ingress() != null))
        .flatMap(Optional::stream);
  }

  private static Optional<String> used(String field, boolean isUsed) {
    return isUsed ? Optional.of("spec." + field) : Optional.empty();
  }
}
