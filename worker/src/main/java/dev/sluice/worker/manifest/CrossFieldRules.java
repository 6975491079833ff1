package dev.sluice.worker.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rules of the definition that a schema can't say (CEL in the cluster), for {@code sluice run}.
 * Rules about changes of an object have no place here. A test holds this list against the
 * definition.
 */
final class CrossFieldRules {
  /**
   * One rule.
   *
   * @param rule the CEL expression that it stands for
   * @param path the object that it is about
   * @param holds whether an object with defaults keeps it
   */
  record CrossFieldRule(String rule, String path, Predicate<JsonNode> holds) {}

  static final List<CrossFieldRule> ALL =
      List.of(
          new CrossFieldRule(
              "size(self.metadata.name) <= 40 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
              "",
              job -> isJobName(job.path("metadata").path("name").asText())),
          new CrossFieldRule(
              "self.jarURI.startsWith('local://') || has(self.sha256)",
              "spec.application",
              application ->
                  application.path("jarURI").asText().startsWith("local://")
                      || application.has("sha256")),
          new CrossFieldRule(
              "self.initialSeconds <= self.maxSeconds",
              "spec.restartPolicy.backoff",
              backoff ->
                  backoff.path("initialSeconds").asLong() <= backoff.path("maxSeconds").asLong()));

  private CrossFieldRules() {}

  private static boolean isJobName(String name) {
    return name.length() <= 40 && name.matches("[a-z]([-a-z0-9]*[a-z0-9])?");
  }

  /** {@return the message that the schema gives to a rule, if the schema has that rule} */
  static Optional<String> message(Schema schema, String rule) {
    return schema.keywords().get("x-kubernetes-validations") instanceof List<?> rules
        ? rules.stream()
            .filter(Map.class::isInstance)
            .map(entry -> new Schema((Map<?, ?>) entry))
            .filter(entry -> entry.text("rule").filter(rule::equals).isPresent())
            .findFirst()
            .flatMap(entry -> entry.text("message"))
        : Optional.empty();
  }
}
