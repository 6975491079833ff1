package dev.sluice.worker.codec;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects of the job's classes as CBOR maps of their fields. Fields may come and go between
 * versions of a class: an unknown one is ignored, a missing one keeps its default. Thread-safe.
 */
final class ClassObjects implements StateObjects {
  private final ClassLoader classLoader;
  private volatile @Nullable CBORMapper mapper;
  private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();
  private final Set<Class<?>> proven = ConcurrentHashMap.newKeySet();

  ClassObjects(ClassLoader classLoader) {
    this.classLoader = requireNonNull(classLoader, "classLoader is null");
  }

  @Override
  public byte[] encode(Object value) {
    Class<?> type = value.getClass();
    if (type.isSynthetic() || type.isHidden() || type.isAnonymousClass()) {
      throw refused(type, "it has no stable name, like a lambda or an anonymous class", null);
    }
    byte[] encoded;
    try {
      encoded = mapper().writeValueAsBytes(value);
    } catch (IOException | StackOverflowError e) {
      throw refused(type, firstLine(e), e);
    }
    if (proven.add(type)) {
      prove(type, encoded);
    }
    return encoded;
  }

  /** Reads the first object of a class back, so that a restore is not the first to find out. */
  private void prove(Class<?> type, byte[] encoded) {
    try {
      mapper().readValue(encoded, type);
    } catch (IOException | RuntimeException e) {
      proven.remove(type);
      throw refused(type, firstLine(e), e);
    }
  }

  @Override
  public Object decode(String className, byte[] encoded) {
    try {
      return mapper().readValue(encoded, classNamed(className));
    } catch (IOException e) {
      throw new CodecException(
          "state of " + className + " does not fit the class: " + firstLine(e), e);
    }
  }

  @Override
  public Object enumConstant(String className, String constant) {
    Object[] constants = classNamed(className).getEnumConstants();
    if (constants != null) {
      for (Object candidate : constants) {
        if (candidate instanceof Enum<?> found && found.name().equals(constant)) {
          return found;
        }
      }
    }
    throw new CodecException(
        "state holds " + className + "." + constant + ", which does not exist; add it again");
  }

  private Class<?> classNamed(String name) {
    return classes.computeIfAbsent(name, this::load);
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, classLoader);
    } catch (ClassNotFoundException e) {
      throw new CodecException(
          "state holds objects of "
              + name
              + ", which is not in the job's jar; add the class again or drop the state",
          e);
    }
  }

  private static CodecException refused(Class<?> type, String reason, @Nullable Throwable cause) {
    return new CodecException(
        type.getName()
            + " cannot be kept in state: "
            + reason
            + "; use a record, or a class with a no-argument constructor and plain fields",
        cause);
  }

  private static String firstLine(Throwable error) {
    String message = error.getMessage();
    return message == null
        ? error.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }

  /** Made at the first object: most states have codecs, and it takes a tenth of a second. */
  private CBORMapper mapper() {
    var known = mapper;
    return known == null ? make() : known;
  }

  private synchronized CBORMapper make() {
    var known = mapper;
    if (known == null) {
      known =
          CBORMapper.builder()
              .addModule(new Jdk8Module())
              .addModule(new JavaTimeModule())
              .visibility(PropertyAccessor.ALL, Visibility.NONE)
              .visibility(PropertyAccessor.FIELD, Visibility.ANY)
              .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
              .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
              .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
              .setDefaultTyping(new SubclassNames())
              .build();
      mapper = known;
    }
    return known;
  }
}
