package dev.sluice.worker.codec;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values at rest: class names are written once and then referred to by number. */
final class StateOutput extends ValueOutput {
  private final StateObjects objects;
  private final Map<Class<?>, Integer> classNumbers = new HashMap<>();

  StateOutput(ByteSink bytes, StateObjects objects) {
    super(bytes);
    this.objects = objects;
  }

  @Override
  ValueCodec codecFor(Class<?> type) {
    ValueCodec codec = Codecs.byClass(type);
    if (codec != null) {
      return codec;
    }
    if (Enum.class.isAssignableFrom(type)) {
      return Codecs.byId(CodecIds.ENUM);
    }
    return collectionCodec(type);
  }

  /** A collection comes back as the class that its number stands for, so only those are taken. */
  private static ValueCodec collectionCodec(Class<?> type) {
    if (List.class.isAssignableFrom(type)) {
      return restoredAs(type, CodecIds.LIST, ArrayList.class);
    }
    if (SortedSet.class.isAssignableFrom(type)) {
      return restoredAs(type, CodecIds.SORTED_SET, TreeSet.class);
    }
    if (Set.class.isAssignableFrom(type)) {
      return restoredAs(type, CodecIds.SET, LinkedHashSet.class);
    }
    if (SortedMap.class.isAssignableFrom(type)) {
      return restoredAs(type, CodecIds.SORTED_MAP, TreeMap.class);
    }
    if (Map.class.isAssignableFrom(type)) {
      return restoredAs(type, CodecIds.LINKED_MAP, LinkedHashMap.class);
    }
    return ObjectCodec.INSTANCE;
  }

  private static ValueCodec restoredAs(Class<?> type, int id, Class<?> restored) {
    boolean named = Modifier.isPublic(type.getModifiers());
    if (named && !type.isAssignableFrom(restored)) {
      throw new CodecException(
          type.getName()
              + " cannot be kept in state: it would come back as "
              + restored.getName()
              + "; use that class");
    }
    return Codecs.byId(id);
  }

  @Override
  void object(Object value) {
    byte[] encoded = objects.encode(value);
    classNumber(value.getClass());
    bytes.putVarint(encoded.length);
    bytes.putBytes(encoded, 0, encoded.length);
  }

  private void classNumber(Class<?> type) {
    @Nullable Integer number = classNumbers.get(type);
    if (number != null) {
      bytes.putVarint(number);
      return;
    }
    bytes.putVarint(classNumbers.size());
    bytes.putString(type.getName());
    classNumbers.put(type, classNumbers.size());
  }

  @Override
  void enumConstant(Enum<?> constant) {
    classNumber(constant.getDeclaringClass());
    bytes.putString(constant.name());
  }
}
