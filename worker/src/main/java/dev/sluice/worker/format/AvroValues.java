package dev.sluice.worker.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's values as those of the JDK: a record is a map from field to value, text is a {@code
 * String}, bytes are a {@code byte[]}.
 */
final class AvroValues {
  private AvroValues() {}

  /**
   * Makes a value for Avro; one that is Avro's already stays as it is.
   *
   * @throws AvroRuntimeException if it does not fit the schema
   */
  static @Nullable Object toAvro(@Nullable Object value, Schema schema) {
    if (value == null || value instanceof IndexedRecord) {
      return value;
    }
    return switch (schema.getType()) {
      case RECORD -> toRecord(value, schema);
      case UNION -> toUnion(value, schema);
      case ARRAY -> toArray((Collection<?>) value, schema.getElementType());
      case MAP -> toMap((Map<?, ?>) value, schema.getValueType());
      case ENUM -> new GenericData.EnumSymbol(schema, value.toString());
      case FIXED -> new GenericData.Fixed(schema, (byte[]) value);
      case BYTES -> value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
      case INT -> Math.toIntExact(((Number) value).longValue());
      case LONG -> ((Number) value).longValue();
      case FLOAT -> ((Number) value).floatValue();
      case DOUBLE -> ((Number) value).doubleValue();
      case STRING -> value.toString();
      case BOOLEAN, NULL -> value;
    };
  }

  private static Object toRecord(Object value, Schema schema) {
    if (!(value instanceof Map<?, ?> fields)) {
      throw new AvroRuntimeException("a record must be a map, not a " + value.getClass().getName());
    }
    for (var name : fields.keySet()) {
      if (schema.getField(String.valueOf(name)) == null) {
        throw new AvroRuntimeException(
            "the schema %s has no field '%s'".formatted(schema.getFullName(), name));
      }
    }
    var converted = new GenericData.Record(schema);
    for (var field : schema.getFields()) {
      if (fields.containsKey(field.name())) {
        converted.put(field.pos(), toAvro(fields.get(field.name()), field.schema()));
      } else if (field.hasDefaultValue()) {
        converted.put(field.pos(), GenericData.get().getDefaultValue(field));
      } else {
        throw new AvroRuntimeException("field '" + field.name() + "' is missing");
      }
    }
    return converted;
  }

  private static Object toUnion(Object value, Schema schema) {
    for (var type : schema.getTypes()) {
      if (type.getType() != Schema.Type.NULL) {
        try {
          var converted = toAvro(value, type);
          if (converted != null && GenericData.get().validate(type, converted)) {
            return converted;
          }
        } catch (AvroRuntimeException | ClassCastException | ArithmeticException e) {
          // Another type of the union may fit.
        }
      }
    }
    throw new AvroRuntimeException(
        "a value of %s is none of %s".formatted(value.getClass().getName(), schema));
  }

  private static List<@Nullable Object> toArray(Collection<?> values, Schema element) {
    var converted = new ArrayList<@Nullable Object>(values.size());
    values.forEach(value -> converted.add(toAvro(value, element)));
    return converted;
  }

  private static Map<String, @Nullable Object> toMap(Map<?, ?> values, Schema element) {
    var converted = new LinkedHashMap<String, @Nullable Object>();
    values.forEach((key, value) -> converted.put(String.valueOf(key), toAvro(value, element)));
    return converted;
  }

  /** Makes a value of the JDK. */
  static @Nullable Object fromAvro(@Nullable Object value) {
    if (value instanceof IndexedRecord fields) {
      var converted = new LinkedHashMap<String, @Nullable Object>();
      for (var field : fields.getSchema().getFields()) {
        converted.put(field.name(), fromAvro(fields.get(field.pos())));
      }
      return converted;
    }
    if (value instanceof CharSequence || value instanceof GenericEnumSymbol<?>) {
      return value.toString();
    }
    if (value instanceof ByteBuffer bytes) {
      var array = new byte[bytes.remaining()];
      bytes.duplicate().get(array);
      return array;
    }
    if (value instanceof GenericFixed bytes) {
      return bytes.bytes();
    }
    if (value instanceof Map<?, ?> values) {
      var converted = new LinkedHashMap<String, @Nullable Object>();
      values.forEach((key, element) -> converted.put(String.valueOf(key), fromAvro(element)));
      return converted;
    }
    if (value instanceof Collection<?> values) {
      var converted = new ArrayList<@Nullable Object>(values.size());
      values.forEach(element -> converted.add(fromAvro(element)));
      return converted;
    }
    return value;
  }
}
