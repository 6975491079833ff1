package dev.sluice.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The definition's fields as a page for users. */
final class FieldReference {
  private static final String HEAD =
      """
      # Fields of a StreamingJob

      Generated from the definition; `kubectl explain streamingjob.spec --recursive` says the same in a cluster. A description of a spec field begins or ends with what a change of it costs:
      **[I]** applied in place, **[R]** workers are rolled, **[D]** the driver is handed over from a checkpoint, **[N]** nothing restarts.

      """;

  private static final String SNAPSHOT_HEAD =
      """
      # Fields of a StreamingJobSnapshot

      Generated from the definition; `kubectl explain streamingjobsnapshot.spec` says the same in a cluster. What a snapshot is, and how a job begins with one: [snapshots](../snapshots.md).

      """;

  private FieldReference() {}

  static String page(JsonNode definition) {
    return page(HEAD, definition);
  }

  static String snapshotPage(JsonNode definition) {
    return page(SNAPSHOT_HEAD, definition);
  }

  private static String page(String head, JsonNode definition) {
    var page = new StringBuilder(head);
    JsonNode schema = definition.at("/spec/versions/0/schema/openAPIV3Schema/properties");
    for (String part : List.of("spec", "status")) {
      page.append("## ")
          .append(part)
          .append("\n\n| field | type | default | what |\n|---|---|---|---|\n");
      rows(part, schema.path(part), page);
      page.append('\n');
    }
    return page.toString().stripTrailing() + "\n";
  }

  private static void rows(String path, JsonNode schema, StringBuilder page) {
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              String name = path + "." + field.getKey();
              JsonNode value = field.getValue();
              page.append(
                  "| `%s` | %s | %s | %s |\n"
                      .formatted(
                          name,
                          type(value),
                          required.contains(field.getKey()) ? "**required**" : fallback(value),
                          value.path("description").asText().replace("|", "\\|")));
              rows(name, value, page);
              rows(name + "[]", value.path("items"), page);
            });
  }

  private static String type(JsonNode schema) {
    if (schema.has("enum")) {
      List<String> values = new ArrayList<>();
      schema.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      return String.join(", ", values);
    }
    String type = schema.path("type").asText();
    return switch (type) {
      case "array" ->
          "list of "
              + type(schema.path("items"))
              + (schema.has("maxItems") ? ", at most " + schema.path("maxItems").asText() : "");
      case "integer" -> "integer" + range(schema);
      case "string" -> "string" + most(schema, "maxLength");
      case "object" ->
          schema.has("additionalProperties") ? "map" + most(schema, "maxProperties") : "object";
      default -> type;
    };
  }

  private static String most(JsonNode schema, String bound) {
    return schema.has(bound) ? " ≤ " + schema.path(bound).asText() : "";
  }

  private static String range(JsonNode schema) {
    if (!schema.has("minimum") || !schema.has("maximum")) {
      return "";
    }
    return " %d to %d".formatted(schema.path("minimum").asLong(), schema.path("maximum").asLong());
  }

  private static String fallback(JsonNode schema) {
    JsonNode value = schema.path("default");
    return value.isValueNode() ? "`" + value.asText() + "`" : "";
  }
}
