package dev.sluice.worker.manifest;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of an OpenAPI schema, as custom resource definitions have it. Immutable.
 *
 * @param keywords the node's keywords as read from YAML
 */
record Schema(Map<?, ?> keywords) {
  /** {@return the type, or empty where the schema takes any} */
  Optional<String> type() {
    return text("type");
  }

  /** {@return whether a string and an integer are both fine} */
  boolean isIntegerOrString() {
    return Boolean.TRUE.equals(keywords.get("x-kubernetes-int-or-string"));
  }

  /** {@return whether fields that the schema does not know are fine} */
  boolean keepsUnknownFields() {
    return Boolean.TRUE.equals(keywords.get("x-kubernetes-preserve-unknown-fields"));
  }

  /** {@return the fields of an object, by name} */
  Map<?, ?> properties() {
    return keywords.get("properties") instanceof Map<?, ?> map ? map : Map.of();
  }

  /** {@return the schema of a field, if the schema knows it} */
  Optional<Schema> property(String name) {
    return properties().get(name) instanceof Map<?, ?> map
        ? Optional.of(new Schema(map))
        : Optional.empty();
  }

  /** {@return the schema of a map's values, if this is the schema of a map} */
  Optional<Schema> values() {
    return child("additionalProperties");
  }

  /** {@return the schema of a list's elements} */
  Optional<Schema> items() {
    return child("items");
  }

  /** {@return the names of the fields that an object must have} */
  List<?> required() {
    return list("required");
  }

  /** {@return the values allowed, or none for no such rule} */
  List<?> allowed() {
    return list("enum");
  }

  /** {@return the value that the API server would fill in, as read from YAML} */
  Optional<Object> defaultValue() {
    return Optional.ofNullable(keywords.get("default"));
  }

  /** {@return a keyword with a number, such as {@code maximum}} */
  Optional<Number> number(String keyword) {
    return keywords.get(keyword) instanceof Number number ? Optional.of(number) : Optional.empty();
  }

  /** {@return a keyword with a text, such as {@code pattern}} */
  Optional<String> text(String keyword) {
    return keywords.get(keyword) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private Optional<Schema> child(String keyword) {
    return keywords.get(keyword) instanceof Map<?, ?> map
        ? Optional.of(new Schema(map))
        : Optional.empty();
  }

  private List<?> list(String keyword) {
    return keywords.get(keyword) instanceof List<?> list ? list : List.of();
  }
}
