package dev.sluice.worker.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a schema says about one plain value. Pure. */
final class ScalarRules {
  private ScalarRules() {}

  /**
   * Checks a value.
   *
   * @param value the value
   * @param schema its schema
   * @return what is wrong, to be put behind the field's name, or empty
   */
  static Optional<String> problem(JsonNode value, Schema schema) {
    if (value.isNull()) {
      return Optional.empty(); // an empty value counts as absent, as for the API server
    }
    if (!hasType(value, schema)) {
      return Optional.of(
          "must be %s, but is %s%s"
              .formatted(nounOf(schema), YamlScalar.describe(value), quoteHint(value, schema)));
    }
    return outOfRange(value, schema)
        .or(() -> wrongLength(value, schema))
        .or(() -> notAllowed(value, schema))
        .or(() -> notMatching(value, schema));
  }

  /** {@return what the schema wants, with its article} */
  static String nounOf(Schema schema) {
    if (schema.isIntegerOrString()) {
      return "an integer or a string";
    }
    return switch (schema.type().orElse("value")) {
      case "integer" -> "an integer";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "string" -> "a string";
      case "array" -> "a list";
      case "object" -> "a map of fields";
      default -> "a value";
    };
  }

  private static boolean hasType(JsonNode value, Schema schema) {
    if (schema.isIntegerOrString()) {
      return value.isTextual() || value.isIntegralNumber();
    }
    return switch (schema.type().orElse("")) {
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "string" -> value.isTextual();
      case "array", "object" -> false;
      default -> true;
    };
  }

  private static String quoteHint(JsonNode value, Schema schema) {
    var wantsText = schema.type().filter("string"::equals).isPresent();
    return wantsText && !value.isTextual() ? ": put it into quotes" : "";
  }

  private static Optional<String> outOfRange(JsonNode value, Schema schema) {
    if (!value.isNumber()) {
      return Optional.empty();
    }
    return schema
        .number("minimum")
        .filter(least -> value.doubleValue() < least.doubleValue())
        .map(least -> "must be at least " + plain(least) + ", but is " + value)
        .or(
            () ->
                schema
                    .number("maximum")
                    .filter(most -> value.doubleValue() > most.doubleValue())
                    .map(most -> "must be at most " + plain(most) + ", but is " + value));
  }

  private static Optional<String> wrongLength(JsonNode value, Schema schema) {
    if (!value.isTextual()) {
      return Optional.empty();
    }
    var length = value.textValue().length();
    if (length < schema.number("minLength").map(Number::intValue).orElse(0)) {
      return Optional.of(
          length == 0 ? "must not be empty" : "is too short: \"" + value.textValue() + "\"");
    }
    return schema
        .number("maxLength")
        .filter(most -> length > most.intValue())
        .map(most -> "has " + length + " characters, at most " + most.intValue() + " are allowed");
  }

  private static Optional<String> notAllowed(JsonNode value, Schema schema) {
    var allowed = schema.allowed().stream().map(String::valueOf).toList();
    if (allowed.isEmpty() || allowed.contains(value.asText())) {
      return Optional.empty();
    }
    return Optional.of(
        "must be %s%s, but is \"%s\""
            .formatted(
                allowed.size() > 1 ? "one of " : "", String.join(", ", allowed), value.asText()));
  }

  private static Optional<String> notMatching(JsonNode value, Schema schema) {
    if (!value.isTextual()) {
      return Optional.empty();
    }
    return schema
        .text("pattern")
        .filter(pattern -> !Pattern.compile(pattern).matcher(value.textValue()).find())
        .map(
            pattern ->
                "is \"%s\", which is not of the form %s%s"
                    .formatted(
                        value.textValue(),
                        pattern,
                        schema.text("description").map(text -> " (" + text + ")").orElse("")));
  }

  private static String plain(Number number) {
    return number.doubleValue() == number.longValue()
        ? Long.toString(number.longValue())
        : number.toString();
  }
}
