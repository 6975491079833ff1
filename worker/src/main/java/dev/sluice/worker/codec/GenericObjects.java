package dev.sluice.worker.codec;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads state without the job's classes. */
final class GenericObjects implements StateObjects {
  private static final TypeReference<LinkedHashMap<String, Object>> FIELDS =
      new TypeReference<>() {};

  private final CBORMapper mapper = new CBORMapper();

  @Override
  public byte[] encode(Object value) {
    throw new CodecException("state that was read without its classes cannot be written");
  }

  @Override
  public Object decode(String className, byte[] encoded) {
    try {
      JsonNode tree = mapper.readTree(encoded);
      Map<String, Object> fields =
          tree.isObject()
              ? mapper.convertValue(tree, FIELDS)
              : Collections.singletonMap("value", mapper.treeToValue(tree, Object.class));
      return new GenericObject(className, fields);
    } catch (IOException e) {
      throw new CodecException("damaged state of class " + className, e);
    }
  }

  @Override
  public Object enumConstant(String className, String constant) {
    return new GenericEnum(className, constant);
  }
}
