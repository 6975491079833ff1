package dev.sluice.operator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Merges one tree of a pod into another as kubectl's strategic merge does: objects field by field,
 * lists of named things by their names, other lists of things by appending, lists of plain values
 * as a whole.
 */
final class TemplateMerge {
  private static final Map<String, String> KEYS =
      Map.of("ports", "containerPort", "volumeMounts", "mountPath", "hostAliases", "ip");
  private static final Set<String> APPENDED = Set.of("tolerations", "topologySpreadConstraints");

  private TemplateMerge() {}

  /** Returns a tree with all of the first and, over it, all of the second; changes neither. */
  static ObjectNode merge(ObjectNode base, ObjectNode added) {
    ObjectNode merged = base.deepCopy();
    for (Map.Entry<String, JsonNode> field : added.properties()) {
      JsonNode below = merged.get(field.getKey());
      merged.set(field.getKey(), merge(field.getKey(), below, field.getValue()));
    }
    return merged;
  }

  private static JsonNode merge(String field, @Nullable JsonNode below, JsonNode above) {
    if (below instanceof ObjectNode lower && above instanceof ObjectNode upper) {
      return merge(lower, upper);
    }
    if (below instanceof ArrayNode lower && above instanceof ArrayNode upper) {
      return merge(field, lower, upper);
    }
    return above.deepCopy();
  }

  private static JsonNode merge(String field, ArrayNode below, ArrayNode above) {
    if (APPENDED.contains(field)) {
      return below.deepCopy().addAll(above.deepCopy());
    }
    String key = KEYS.getOrDefault(field, "name");
    if (!isKeyed(below, key) || !isKeyed(above, key)) {
      return above.deepCopy();
    }
    ArrayNode merged = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : below) {
      @Nullable JsonNode over = find(above, key, element.get(key));
      merged.add(
          over == null ? element.deepCopy() : merge((ObjectNode) element, (ObjectNode) over));
    }
    for (JsonNode element : above) {
      if (find(below, key, element.get(key)) == null) {
        merged.add(element.deepCopy());
      }
    }
    return merged;
  }

  private static boolean isKeyed(ArrayNode list, String key) {
    return StreamSupport.stream(list.spliterator(), false)
        .allMatch(element -> element.isObject() && element.has(key));
  }

  private static @Nullable JsonNode find(ArrayNode list, String key, JsonNode value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(element -> value.equals(element.get(key)))
        .findFirst()
        .orElse(null);
  }
}
