package dev.sluice.worker.manifest;

import java.util.List;
import java.util.Map;

/** What {@code metadata} may hold; the definition leaves that to Kubernetes. */
final class MetadataRules {
  private static final Map<String, Object> TEXT = Map.of("type", "string");
  private static final Map<String, Object> TEXTS =
      Map.of("type", "object", "additionalProperties", TEXT);
  private static final Map<String, Object> LIST = Map.of("type", "array");

  /** The schema of {@code metadata}. */
  static final Schema SCHEMA =
      new Schema(
          Map.of(
              "type",
              "object",
              "required",
              List.of("name"),
              "properties",
              Map.ofEntries(
                  Map.entry("name", TEXT),
                  Map.entry("namespace", TEXT),
                  Map.entry("labels", TEXTS),
                  Map.entry("annotations", TEXTS),
                  Map.entry("uid", TEXT),
                  Map.entry("resourceVersion", TEXT),
                  Map.entry("creationTimestamp", TEXT),
                  Map.entry("generation", Map.of("type", "integer")),
                  Map.entry("finalizers", LIST),
                  Map.entry("ownerReferences", LIST),
                  Map.entry("managedFields", LIST))));

  private MetadataRules() {}
}
