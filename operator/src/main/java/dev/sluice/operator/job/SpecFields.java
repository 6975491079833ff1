package dev.sluice.operator.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.crds.Restore;
import dev.sluice.crds.StreamingJobSpec;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.function.Predicate;

/**
 * A spec as its leaves: JSON pointer to value. A list is one leaf, and so is an empty object; a map
 * has one for each key.
 *
 * @param leaves the values, sorted by pointer
 */
public record SpecFields(SortedMap<String, JsonNode> leaves) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  /** Those of the specs that are in use, since each is asked for with every decision. */
  private static final Map<StreamingJobSpec, SpecFields> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private static final SpecFields DEFAULTS = of(parse("{\"application\":{},\"checkpoint\":{}}"));

  /** Copies the leaves. */
  public SpecFields {
    leaves = Collections.unmodifiableSortedMap(new TreeMap<>(leaves));
  }

  /** Returns the leaves of a spec. */
  public static SpecFields of(StreamingJobSpec spec) {
    return KNOWN.computeIfAbsent(spec, key -> ofJson(tree(key)));
  }

  /** Returns the leaves of the JSON of a spec, or of a part of one. */
  public static SpecFields ofJson(JsonNode json) {
    SortedMap<String, JsonNode> leaves = new TreeMap<>();
    collect("", json, leaves);
    return new SpecFields(leaves);
  }

  private static void collect(String pointer, JsonNode node, Map<String, JsonNode> leaves) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      object
          .properties()
          .forEach(
              field -> collect(pointer + "/" + escaped(field.getKey()), field.getValue(), leaves));
    } else if (!node.isNull()) {
      leaves.put(pointer, node);
    }
  }

  /** Returns those whose pointers match. */
  public SpecFields where(Predicate<String> pointer) {
    SortedMap<String, JsonNode> kept = new TreeMap<>(leaves);
    kept.keySet().removeIf(pointer.negate());
    return new SpecFields(kept);
  }

  /** Returns those whose change replaces pods. */
  public SpecFields restarting() {
    return where(pointer -> UpdateClasses.of(pointer).restarts());
  }

  /**
   * Returns what differs from a spec with defaults alone; null for a default that is taken away. A
   * field that a later version adds with a default leaves this as it is.
   */
  public SpecFields withoutDefaults() {
    SortedMap<String, JsonNode> differing = new TreeMap<>();
    leaves.forEach(
        (pointer, value) -> {
          if (!value.equals(DEFAULTS.leaves.get(pointer))) {
            differing.put(pointer, value);
          }
        });
    DEFAULTS.leaves.keySet().stream()
        .filter(pointer -> !leaves.containsKey(pointer))
        .forEach(pointer -> differing.put(pointer, NullNode.instance));
    return new SpecFields(differing);
  }

  /** Returns these with others added. */
  public SpecFields with(SpecFields others) {
    SortedMap<String, JsonNode> all = new TreeMap<>(leaves);
    all.putAll(others.leaves);
    return new SpecFields(all);
  }

  /** Returns these with a text at a pointer. */
  public SpecFields with(String pointer, String text) {
    return with(pointer, TextNode.valueOf(text));
  }

  /** Returns these with a truth value at a pointer. */
  public SpecFields with(String pointer, boolean value) {
    return with(pointer, BooleanNode.valueOf(value));
  }

  private SpecFields with(String pointer, JsonNode value) {
    SortedMap<String, JsonNode> all = new TreeMap<>(leaves);
    all.put(pointer, value);
    return new SpecFields(all);
  }

  /** Returns the leaves of a spec's part that says what a driver begins from. */
  public static SpecFields ofRestore(Restore restore) {
    ObjectNode root = MAPPER.createObjectNode();
    root.set("restore", tree(restore));
    return ofJson(root);
  }

  /** Returns the JSON that they are the leaves of. */
  public ObjectNode json() {
    ObjectNode root = MAPPER.createObjectNode();
    leaves.forEach(
        (pointer, value) -> {
          int last = pointer.lastIndexOf('/');
          ObjectNode parent = root;
          for (String name : pointer.substring(0, last).split("/", -1)) {
            if (!name.isEmpty()) {
              parent = parent.withObjectProperty(unescaped(name));
            }
          }
          parent.set(unescaped(pointer.substring(last + 1)), value);
        });
    return root;
  }

  /** Returns the spec; what is not there has its default. */
  public StreamingJobSpec spec() {
    return parse(json().toString());
  }

  /** Returns the JSON as it is when it is read: numbers have no width. */
  private static JsonNode tree(Object value) {
    try {
      return MAPPER.readTree(MAPPER.writeValueAsBytes(value));
    } catch (IOException e) {
      throw new IllegalStateException("a spec cannot be written as JSON", e);
    }
  }

  private static StreamingJobSpec parse(String json) {
    try {
      return MAPPER.readValue(json, StreamingJobSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a spec: " + e.getOriginalMessage(), e);
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static String unescaped(String name) {
    return name.replace("~1", "/").replace("~0", "~");
  }
}
