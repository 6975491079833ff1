package dev.sluice.worker.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * The JSON of logs and manifests: one line an object, maps sorted by key, unknown names ignored.
 */
final class CheckpointJson {
  static final int LOG_FORMAT = 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private CheckpointJson() {}

  static byte[] encode(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a value of logs or manifests: " + value, e);
    }
  }

  static LogObject logObject(String key, byte[] content) {
    LogObject object = decode(key, content, LogObject.class);
    requireFormat(key, object.format(), LOG_FORMAT);
    return object;
  }

  static Manifest manifest(String key, byte[] content) {
    Manifest manifest = decode(key, content, Manifest.class);
    requireFormat(key, manifest.format(), Manifest.FORMAT);
    return manifest;
  }

  static RangeTable rangeTable(String key, byte[] content) {
    RangeTable table = decode(key, content, RangeTable.class);
    requireFormat(key, table.format(), RangeTable.FORMAT);
    return table;
  }

  private static <T> T decode(String key, byte[] content, Class<T> type) {
    try {
      return MAPPER.readValue(content, type);
    } catch (IOException | RuntimeException e) {
      throw new DamagedObjectException(
          key, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  private static void requireFormat(String key, int format, int known) {
    if (format < 1 || format > known) {
      throw new DamagedObjectException(
          key,
          "format " + format + " is not known to this version, which knows up to " + known,
          null);
    }
  }
}
