package dev.sluice.worker.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML's plain values as the API server does. */
final class YamlScalar {
  private YamlScalar() {}

  static JsonNode value(ScalarNode node) {
    var text = node.getValue();
    var tag = node.getTag();
    try {
      if (tag.equals(Tag.INT)) {
        return LongNode.valueOf(Long.decode(text.replace("_", "")));
      }
      if (tag.equals(Tag.FLOAT)) {
        return DoubleNode.valueOf(Double.parseDouble(text.replace("_", "")));
      }
    } catch (NumberFormatException e) {
      return TextNode.valueOf(text);
    }
    if (tag.equals(Tag.BOOL)) {
      var word = text.toLowerCase(Locale.ROOT);
      return BooleanNode.valueOf(word.equals("true") || word.equals("yes") || word.equals("on"));
    }
    return tag.equals(Tag.NULL) ? NullNode.getInstance() : TextNode.valueOf(text);
  }

  /** {@return what a value is, for an error message} */
  static String describe(JsonNode value) {
    if (value.isTextual()) {
      return "the string \"" + value.textValue() + "\"";
    }
    if (value.isIntegralNumber()) {
      return "the integer " + value;
    }
    if (value.isNumber()) {
      return "the number " + value;
    }
    return value.isNull() ? "empty" : "the boolean " + value;
  }
}
