package dev.sluice.operator.decide;

import dev.sluice.crds.ConfigurationSource;
import dev.sluice.crds.Ingress;
import dev.sluice.crds.PodTemplate;
import dev.sluice.crds.Resources;
import dev.sluice.crds.StreamingJobSpec;
import dev.sluice.operator.job.Labels;
import dev.sluice.operator.template.TemplateCheck;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks of a spec that the CRD's own rules can't express. */
final class Admission {
  private Admission() {}

  /** Returns what is wrong with a spec, or empty if it can be run. */
  static Optional<String> refusal(StreamingJobSpec spec) {
    return check("driver", spec.driver().resources())
        .or(() -> check("receivers", spec.receivers().resources()))
        .or(() -> check("executors", spec.executors().resources()))
        .or(() -> template("spec.podTemplate", spec.podTemplate()))
        .or(() -> template("spec.driver.podTemplate", spec.driver().podTemplate()))
        .or(() -> template("spec.receivers.podTemplate", spec.receivers().podTemplate()))
        .or(() -> template("spec.executors.podTemplate", spec.executors().podTemplate()))
        .or(() -> sources(spec.configurationFrom()))
        .or(() -> annotations(spec.ui().ingress()))
        .or(() -> BesideStart.refusal(spec));
  }

  private static Optional<String> template(String field, PodTemplate template) {
    return TemplateCheck.problem(field, template, Labels.CONTAINER);
  }

  private static Optional<String> sources(List<ConfigurationSource> sources) {
    return sources.stream()
            .anyMatch(source -> (source.configMapRef() == null) == (source.secretRef() == null))
        ? Optional.of("spec.configurationFrom: each source has either configMapRef or secretRef.")
        : Optional.empty();
  }

  private static Optional<String> annotations(@Nullable Ingress ingress) {
    return ingress == null
        ? Optional.empty()
        : ingress.annotations().keySet().stream()
            .filter(name -> name.startsWith("sluice.dev/"))
            .findFirst()
            .map(name -> "spec.ui.ingress.annotations: " + name + " is the operator's own.");
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
