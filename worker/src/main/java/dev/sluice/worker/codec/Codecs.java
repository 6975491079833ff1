package dev.sluice.worker.codec;

import dev.sluice.Tuple2;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The built-in codecs and which class has which. */
final class Codecs {
  private static final ValueCodec[] BY_ID = new ValueCodec[CodecIds.ANY + 1];
  private static final Map<Class<?>, ValueCodec> BY_CLASS = new HashMap<>();

  static {
    add(NullCodec.INSTANCE);
    add(ObjectCodec.INSTANCE);
    add(AnyCodec.INSTANCE);
    add(new EnumCodec());
    add(String.class, StringCodec.INSTANCE);
    add(Long.class, LongCodec.INSTANCE);
    scalar(CodecIds.INTEGER, Integer.class, (b, v) -> b.putZigzag(v), b -> (int) b.getZigzag());
    scalar(
        CodecIds.DOUBLE,
        Double.class,
        (b, v) -> b.putLong(Double.doubleToRawLongBits(v)),
        b -> Double.longBitsToDouble(b.getLong()));
    scalar(
        CodecIds.FLOAT,
        Float.class,
        (b, v) -> b.putInt(Float.floatToRawIntBits(v)),
        b -> Float.intBitsToFloat(b.getInt()));
    scalar(CodecIds.SHORT, Short.class, (b, v) -> b.putZigzag(v), b -> (short) b.getZigzag());
    scalar(CodecIds.BYTE, Byte.class, (b, v) -> b.putByte(v), b -> (byte) b.getByte());
    scalar(CodecIds.BOOLEAN, Boolean.class, (b, v) -> b.putByte(v ? 1 : 0), b -> b.getByte() != 0);
    scalar(
        CodecIds.CHARACTER, Character.class, (b, v) -> b.putVarint(v), b -> (char) b.getVarint());
    scalar(CodecIds.BYTES, byte[].class, Codecs::putArray, b -> b.getBytes(b.getCount(1)));
    scalar(
        CodecIds.DURATION,
        Duration.class,
        (b, v) -> putTime(b, v.getSeconds(), v.getNano()),
        b -> Duration.ofSeconds(b.getZigzag(), b.getVarint()));
    scalar(
        CodecIds.INSTANT,
        Instant.class,
        (b, v) -> putTime(b, v.getEpochSecond(), v.getNano()),
        b -> Instant.ofEpochSecond(b.getZigzag(), b.getVarint()));
    scalar(
        CodecIds.UUID,
        UUID.class,
        (b, v) -> {
          b.putLong(v.getMostSignificantBits());
          b.putLong(v.getLeastSignificantBits());
        },
        b -> new UUID(b.getLong(), b.getLong()));
    scalar(
        CodecIds.BIG_INTEGER,
        BigInteger.class,
        (b, v) -> putArray(b, v.toByteArray()),
        b -> new BigInteger(b.getBytes(b.getCount(1))));
    scalar(
        CodecIds.BIG_DECIMAL,
        BigDecimal.class,
        (b, v) -> {
          b.putZigzag(v.scale());
          putArray(b, v.unscaledValue().toByteArray());
        },
        b -> {
          int scale = (int) b.getZigzag();
          return new BigDecimal(new BigInteger(b.getBytes(b.getCount(1))), scale);
        });
    containers();
  }

  private Codecs() {}

  /** Returns the codec with a number. */
  static ValueCodec byId(int id) {
    ValueCodec codec = id >= 0 && id < BY_ID.length ? BY_ID[id] : null;
    if (codec == null) {
      throw new CodecException(
          "unknown codec number "
              + id
              + ": the data is damaged or was written by a newer version of Sluice");
    }
    return codec;
  }

  /** Returns the codec for exactly this class; {@code null} if it has none. */
  static @Nullable ValueCodec byClass(Class<?> type) {
    return BY_CLASS.get(type);
  }

  static boolean isBuiltIn(Class<?> type) {
    return BY_CLASS.containsKey(type);
  }

  private static void containers() {
    container(
        CodecIds.TUPLE2,
        Tuple2.class,
        (out, pair) -> {
          out.any(pair._1());
          out.any(pair._2());
        },
        in -> {
          Object key = in.any();
          return PairCodec.pair(key, in.any());
        });
    container(
        CodecIds.OPTIONAL,
        Optional.class,
        (out, optional) -> out.any(((Optional<?>) optional).orElse(null)),
        in -> Optional.ofNullable(in.any()));
    container(
        CodecIds.LIST, List.class, Elements::write, in -> Elements.readInto(in, ArrayList::new));
    container(
        CodecIds.SET,
        Set.class,
        Elements::write,
        in -> Elements.readInto(in, size -> new LinkedHashSet<>(size * 2)));
    container(
        CodecIds.SORTED_SET,
        SortedSet.class,
        (out, set) -> Elements.writeSorted(out, set),
        in -> Elements.readInto(in, size -> new TreeSet<>()));
    container(
        CodecIds.MAP, Map.class, Elements::write, in -> Elements.readEntries(in, new HashMap<>()));
    container(
        CodecIds.LINKED_MAP,
        Map.class,
        Elements::write,
        in -> Elements.readEntries(in, new LinkedHashMap<>()));
    container(
        CodecIds.SORTED_MAP,
        SortedMap.class,
        (out, map) -> Elements.writeSorted(out, map),
        in -> Elements.readEntries(in, new TreeMap<>()));
    BY_CLASS.put(ArrayList.class, byId(CodecIds.LIST));
    BY_CLASS.put(HashMap.class, byId(CodecIds.MAP));
    BY_CLASS.put(LinkedHashMap.class, byId(CodecIds.LINKED_MAP));
    BY_CLASS.put(LinkedHashSet.class, byId(CodecIds.SET));
    BY_CLASS.put(HashSet.class, byId(CodecIds.SET));
    BY_CLASS.put(Tuple2.class, byId(CodecIds.TUPLE2));
    BY_CLASS.put(Optional.class, byId(CodecIds.OPTIONAL));
  }

  private static void putArray(ByteSink bytes, byte[] array) {
    bytes.putVarint(array.length);
    bytes.putBytes(array, 0, array.length);
  }

  private static void putTime(ByteSink bytes, long seconds, int nanos) {
    bytes.putZigzag(seconds);
    bytes.putVarint(nanos);
  }

  private static void add(ValueCodec codec) {
    if (BY_ID[codec.id()] != null) {
      throw new IllegalStateException("two codecs have the number " + codec.id());
    }
    BY_ID[codec.id()] = codec;
  }

  private static void add(Class<?> type, ValueCodec codec) {
    add(codec);
    BY_CLASS.put(type, codec);
  }

  private static <T> void scalar(
      int id, Class<T> type, BiConsumer<ByteSink, T> writer, Function<ByteSource, T> reader) {
    add(type, new ScalarCodec<>(id, type, writer, reader));
  }

  @SuppressWarnings("rawtypes")
  private static <T> void container(
      int id, Class<T> type, BiConsumer<ValueOutput, T> writer, Function<ValueInput, T> reader) {
    add(new ContainerCodec<>(id, type, writer, reader));
  }
}
