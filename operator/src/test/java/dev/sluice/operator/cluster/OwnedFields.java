package dev.sluice.operator.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says of an object who set which of its fields, as a real API server does: the status is set by
 * another than the rest. Of a pod that is some three kilobytes.
 */
final class OwnedFields {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> KEYS = List.of("name", "type", "uid", "ip", "port");
  private static final Set<String> SET_BY_THE_SERVER =
      Set.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "managedFields");

  private OwnedFields() {}

  /** Returns the object with its {@code managedFields}. */
  static String addTo(String json) {
    try {
      var object = (ObjectNode) MAPPER.readTree(json);
      var metadata = object.withObject("/metadata");
      var rest = object.deepCopy();
      rest.remove(List.of("apiVersion", "kind", "status"));
      rest.withObject("/metadata").remove(SET_BY_THE_SERVER);
      var time = metadata.path("creationTimestamp").asText("2026-01-01T00:00:00Z");
      var entries = MAPPER.createArrayNode();
      entries.add(entry(object, "fabric8-kubernetes-client", time, rest));
      if (object.has("status")) {
        var status = MAPPER.createObjectNode().set("status", object.get("status"));
        entries.add(entry(object, "kubelet", time, status).put("subresource", "status"));
      }
      metadata.set("managedFields", entries);
      return MAPPER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not an object: " + json, e);
    }
  }

  private static ObjectNode entry(JsonNode object, String setBy, String time, JsonNode fields) {
    var entry =
        MAPPER
            .createObjectNode()
            .put("manager", setBy)
            .put("operation", "Update")
            .put("apiVersion", object.path("apiVersion").asText())
            .put("time", time)
            .put("fieldsType", "FieldsV1");
    entry.set("fieldsV1", fields(fields));
    return entry;
  }

  private static ObjectNode fields(JsonNode node) {
    var fields = MAPPER.createObjectNode();
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(field -> fields.set("f:" + field.getKey(), fields(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      array.forEach(
          element ->
              key(element)
                  .ifPresent(
                      key ->
                          fields.set(
                              "k:" + key, fields(element).set(".", MAPPER.createObjectNode()))));
    }
    return fields;
  }

  private static Optional<JsonNode> key(JsonNode element) {
    return KEYS.stream()
        .filter(element::has)
        .findFirst()
        .map(name -> MAPPER.createObjectNode().set(name, element.get(name)));
  }
}
