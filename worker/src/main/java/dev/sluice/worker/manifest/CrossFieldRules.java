package dev.sluice.worker.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

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

  private static final String ROLLING_UPDATE = "self.maxUnavailable > 0 || self.maxSurge > 0";
  private static final String REPLICAS = "self.minReplicas <= self.maxReplicas";

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
                  backoff.path("initialSeconds").asLong() <= backoff.path("maxSeconds").asLong()),
          new CrossFieldRule(
              "(self.from == 'Snapshot') == has(self.snapshotName)",
              "spec.restore",
              restore ->
                  restore.path("from").asText().equals("Snapshot") == restore.has("snapshotName")),
          new CrossFieldRule(
              "(self.from == 'Path') == has(self.path)",
              "spec.restore",
              restore -> restore.path("from").asText().equals("Path") == restore.has("path")),
          new CrossFieldRule(
              "!has(self.configurationFrom) || self.configurationFrom.all(source,"
                  + " has(source.configMapRef) != has(source.secretRef))",
              "spec",
              spec ->
                  all(
                      spec.path("configurationFrom"),
                      source -> source.has("configMapRef") != source.has("secretRef"))),
          new CrossFieldRule(
              "!has(self.rules) || self.rules.all(rule, has(rule.onExitCodes) !="
                  + " (has(rule.onPodConditions) && rule.onPodConditions.size() > 0))",
              "spec.restartPolicy",
              policy ->
                  all(
                      policy.path("rules"),
                      rule -> rule.has("onExitCodes") == rule.path("onPodConditions").isEmpty())),
          new CrossFieldRule(
              ROLLING_UPDATE, "spec.receivers.rollingUpdate", CrossFieldRules::replacesSomething),
          new CrossFieldRule(
              ROLLING_UPDATE, "spec.executors.rollingUpdate", CrossFieldRules::replacesSomething),
          new CrossFieldRule(
              REPLICAS, "spec.autoscaling.receivers", CrossFieldRules::rangeIsInOrder),
          new CrossFieldRule(
              REPLICAS, "spec.autoscaling.executors", CrossFieldRules::rangeIsInOrder),
          new CrossFieldRule(
              "self.minUtilizationPercent < self.targetUtilizationPercent &&"
                  + " self.targetUtilizationPercent < self.maxUtilizationPercent",
              "spec.autoscaling",
              autoscaling -> {
                int target = autoscaling.path("targetUtilizationPercent").asInt();
                return autoscaling.path("minUtilizationPercent").asInt() < target
                    && target < autoscaling.path("maxUtilizationPercent").asInt();
              }));

  private CrossFieldRules() {}

  private static boolean all(JsonNode list, Predicate<JsonNode> holds) {
    return StreamSupport.stream(list.spliterator(), false).allMatch(holds);
  }

  private static boolean replacesSomething(JsonNode rollingUpdate) {
    return rollingUpdate.path("maxUnavailable").asInt() > 0
        || rollingUpdate.path("maxSurge").asInt() > 0;
  }

  private static boolean rangeIsInOrder(JsonNode range) {
    return range.path("minReplicas").asInt() <= range.path("maxReplicas").asInt();
  }

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
