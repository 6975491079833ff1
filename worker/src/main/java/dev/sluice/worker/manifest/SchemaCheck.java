package dev.sluice.worker.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Walks a YAML tree along a schema: notes every problem with its line and gives the values with the
 * schema's defaults filled in. Used once, by one thread.
 */
final class SchemaCheck {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LIST_OF_NAMES = 12;

  private final List<ManifestProblem> problems = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final UnknownFields unknownFields;

  SchemaCheck(UnknownFields unknownFields) {
    this.unknownFields = unknownFields;
  }

  /** {@return the problems noted so far} */
  List<ManifestProblem> problems() {
    return List.copyOf(problems);
  }

  /** {@return the places of the fields that were left out so far} */
  List<String> leftOut() {
    return List.copyOf(leftOut);
  }

  void note(Node where, String message) {
    problems.add(new ManifestProblem(where.getStartMark().getLine() + 1, message));
  }

  /**
   * Checks a value.
   *
   * @param node the value
   * @param schema its schema
   * @param path its place, for messages, such as {@code spec.executors}
   * @return the value with defaults; of no use when there are problems
   */
  JsonNode check(Node node, Schema schema, String path) {
    if (node instanceof MappingNode mapping) {
      return checkMapping(mapping, schema, path);
    }
    if (node instanceof SequenceNode sequence) {
      return checkSequence(sequence, schema, path);
    }
    var value = YamlScalar.value((ScalarNode) node);
    ScalarRules.problem(value, schema).ifPresent(problem -> note(node, path + " " + problem));
    return value;
  }

  private JsonNode checkMapping(MappingNode mapping, Schema schema, String path) {
    var result = JsonNodeFactory.instance.objectNode();
    if (isNot("object", schema)) {
      note(mapping, path + " must be " + ScalarRules.nounOf(schema) + ", but has fields");
      return result;
    }
    for (var entry : mapping.getValue()) {
      var name = ((ScalarNode) entry.getKeyNode()).getValue();
      var child = path.isEmpty() ? name : path + "." + name;
      var childSchema = schema.property(name).or(schema::values);
      if (result.has(name)) {
        note(entry.getKeyNode(), child + " is given twice: remove one");
      } else if (childSchema.isPresent()) {
        var value = check(entry.getValueNode(), childSchema.get(), child);
        if (!value.isNull()) {
          result.set(name, value);
        }
      } else if (!schema.keepsUnknownFields()) {
        if (unknownFields == UnknownFields.REFUSED) {
          note(entry.getKeyNode(), unknown(schema, path, name));
        } else {
          leftOut.add(child);
        }
      }
    }
    for (var name : schema.required()) {
      if (!result.has((String) name) && !isGiven(mapping, (String) name)) {
        note(
            mapping, (path.isEmpty() ? "" : path + ": ") + "the field \"" + name + "\" is missing");
      }
    }
    schema
        .number("maxProperties")
        .filter(most -> result.size() > most.intValue())
        .ifPresent(
            most -> note(mapping, path + " has " + result.size() + " entries, at most " + most));
    fillDefaults(result, schema);
    return result;
  }

  private JsonNode checkSequence(SequenceNode sequence, Schema schema, String path) {
    var result = JsonNodeFactory.instance.arrayNode();
    if (isNot("array", schema)) {
      note(sequence, path + " must be " + ScalarRules.nounOf(schema) + ", but is a list");
      return result;
    }
    var items = schema.items();
    var index = 0;
    for (var element : sequence.getValue()) {
      var place = path + "[" + index++ + "]";
      items.ifPresent(itemSchema -> result.add(check(element, itemSchema, place)));
    }
    schema
        .number("minItems")
        .filter(least -> result.size() < least.intValue())
        .ifPresent(
            least ->
                note(sequence, path + " has " + result.size() + " elements, at least " + least));
    schema
        .number("maxItems")
        .filter(most -> result.size() > most.intValue())
        .ifPresent(
            most -> note(sequence, path + " has " + result.size() + " elements, at most " + most));
    return result;
  }

  /** Fills in what the API server would fill in. */
  static void fillDefaults(ObjectNode object, Schema schema) {
    for (var key : schema.properties().keySet()) {
      var name = (String) key;
      var property = schema.property(name).orElseThrow();
      if (!object.has(name) && property.defaultValue().isPresent()) {
        JsonNode value = JSON.valueToTree(property.defaultValue().get());
        object.set(name, value);
      }
      if (object.get(name) instanceof ObjectNode child) {
        fillDefaults(child, property);
      }
    }
  }

  private static boolean isNot(String type, Schema schema) {
    return schema.isIntegerOrString() || schema.type().filter(type::equals).isEmpty();
  }

  private static boolean isGiven(MappingNode mapping, String name) {
    return mapping.getValue().stream()
        .anyMatch(
            entry ->
                ((ScalarNode) entry.getKeyNode()).getValue().equals(name)
                    && !isNull(entry.getValueNode()));
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && YamlScalar.value(scalar) instanceof NullNode;
  }

  private static String unknown(Schema schema, String path, String name) {
    var known = schema.properties().keySet().stream().map(String.class::cast).sorted().toList();
    var remedy =
        NearestName.of(name, known)
            .map(nearest -> "did you mean \"" + nearest + "\"?")
            .orElse(
                "known are "
                    + String.join(", ", known.stream().limit(LONGEST_LIST_OF_NAMES).toList()));
    return Stream.of(path, "unknown field \"" + name + "\"; " + remedy)
        .filter(part -> !part.isEmpty())
        .reduce((left, right) -> left + ": " + right)
        .orElseThrow();
  }
}
