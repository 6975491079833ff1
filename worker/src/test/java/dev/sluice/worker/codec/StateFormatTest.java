package dev.sluice.worker.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Tuple2;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateFormatTest {
  private final StateFormat format =
      StateFormat.withClasses(StateFormatTest.class.getClassLoader());

  sealed interface Shape permits Circle, Square {}

  record Circle(double radius) implements Shape {}

  record Square(double side) implements Shape {}

  record Basket(
      String owner, List<Shape> shapes, Optional<Instant> paid, Tuple2<String, Long> tip) {}

  record OldUser(String name, int age) {}

  record NewUser(String name, @Nullable String city) {}

  enum Colour {
    RED
  }

  static final class Plain {
    private String name = "";
    private long count;

    @Override
    public String toString() {
      return name + count;
    }
  }

  static final class NoDefaultConstructor {
    private final String name;

    NoDefaultConstructor(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @Test
  void returnsEveryKindOfValueAsItWas() {
    Map<Object, Object> entries = new LinkedHashMap<>();
    Object[] values = {
      "text",
      1L,
      2,
      3.5,
      4.5f,
      (short) 5,
      (byte) 6,
      true,
      'c',
      new Tuple2<>("k", 1L),
      Optional.of("x"),
      List.of(1, "two"),
      Map.of("a", 1L),
      new TreeMap<>(Map.of(2, "b")),
      new TreeSet<>(List.of(3, 1)),
      Duration.ofDays(1),
      Instant.EPOCH,
      new UUID(1, 2),
      new BigDecimal("1.50"),
      Colour.RED,
      new Circle(2),
      new Basket(
          "ann",
          List.of(new Circle(1), new Square(2)),
          Optional.of(Instant.EPOCH),
          new Tuple2<>("a", 7L))
    };
    for (int i = 0; i < values.length; i++) {
      entries.put("key" + i, values[i]);
    }

    assertThat(copyOf(entries)).isEqualTo(entries);
  }

  @Test
  void keepsPlainObjectsByTheirFields() {
    Plain plain = new Plain();
    plain.name = "whale";
    plain.count = 7;

    Object copy = copyOf(Map.of("k", plain)).get("k");

    assertThat(copy).isInstanceOf(Plain.class).usingRecursiveComparison().isEqualTo(plain);
  }

  @Test
  void writesTheBytesThatTheDocumentFixes() {
    byte[] encoded = encode(Map.of(new Tuple2<>("wh\u00e4le", -3L), new Circle(1)));

    assertThat(HexFormat.of().formatHex(encoded))
        .startsWith(
            "534c5354" + "0200" + "0000000000000001" + "0b" + "010a7768e46c65" + "0205" + "18")
        .contains(
            HexFormat.of().formatHex("StateFormatTest$Circle".getBytes(StandardCharsets.US_ASCII)))
        .contains("667261646975" + "73"); // CBOR text "radius"
  }

  @Test
  void readsAnObjectWhoseClassLostOneFieldAndGotAnother() {
    byte[] encoded = encode(Map.of("u", new OldUser("ann", 30)));
    byte[] renamed = withClassName(encoded, "OldUser", "NewUser");

    assertThat(decode(renamed, format).get("u")).isEqualTo(new NewUser("ann", null));
  }

  @Test
  void isReadableWithoutTheClasses() {
    byte[] encoded = encode(Map.of("u", new OldUser("ann", 30)));
    byte[] colours = encode(Map.of(1, Colour.RED));

    Object user = decode(encoded, StateFormat.generic()).get("u");
    assertThat(user)
        .isEqualTo(new GenericObject(OldUser.class.getName(), Map.of("name", "ann", "age", 30)));
    assertThat(decode(colours, StateFormat.generic()))
        .containsEntry(1, new GenericEnum(Colour.class.getName(), "RED"));
  }

  @Test
  void saysWhichClassIsMissing() {
    byte[] encoded = withClassName(encode(Map.of("u", new OldUser("a", 1))), "OldUser", "GonUser");

    assertThatThrownBy(() -> decode(encoded, format))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("GonUser")
        .hasMessageContaining("not in the job's jar");
  }

  @Test
  void refusesValuesThatWouldNotComeBack() {
    assertRefused(new NoDefaultConstructor("x"), "NoDefaultConstructor cannot be kept in state");
    assertRefused(new ConcurrentHashMap<>(), "ConcurrentHashMap cannot be kept in state");
    assertRefused((Runnable) () -> {}, "it has no stable name");
    assertRefused(new TreeSet<>(Comparator.reverseOrder()), "the comparator would be lost");
  }

  @Test
  void noticesEveryDamagedByte() {
    byte[] encoded = encode(Map.of("whale", 7L));
    for (int i = 0; i < encoded.length; i++) {
      byte[] damaged = encoded.clone();
      damaged[i] ^= 0x10;
      assertThatThrownBy(() -> decode(damaged, format)).isInstanceOf(DamagedStateException.class);
      byte[] cut = Arrays.copyOf(encoded, i);
      assertThatThrownBy(() -> decode(cut, format)).isInstanceOf(DamagedStateException.class);
    }
  }

  @Test
  void saysThatANewerVersionWroteIt() {
    byte[] encoded = encode(Map.of("whale", 7L));
    encoded[4] = 9;

    assertThatThrownBy(() -> decode(withRightChecksum(encoded), format))
        .isInstanceOf(CodecException.class)
        .isNotInstanceOf(DamagedStateException.class)
        .hasMessageContaining("format version 9")
        .hasMessageContaining("use a newer Sluice");
  }

  private void assertRefused(Object value, String message) {
    assertThatThrownBy(() -> encode(Map.of("k", value)))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("use ");
  }

  /** Changes a class name to one of the same length, with the checksum made right again. */
  private static byte[] withClassName(byte[] encoded, String from, String to) {
    String text = new String(encoded, StandardCharsets.ISO_8859_1);
    return withRightChecksum(text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] withRightChecksum(byte[] changed) {
    CRC32C crc = new CRC32C();
    crc.update(changed, 0, changed.length - 4);
    ByteBuffer.wrap(changed).putInt(changed.length - 4, (int) crc.getValue());
    return changed;
  }

  private Map<Object, @Nullable Object> copyOf(Map<?, ?> entries) {
    return decode(encode(entries), format);
  }

  @Test
  void readsWhatTheFirstVersionWrote() {
    byte[] entry = HexFormat.of().parseHex("0102" + "61" + "020e");
    ByteSink first = new ByteSink(64);
    first.putInt(0x534C5354);
    first.putByte(1);
    first.putLong(1);
    first.putBytes(entry, 0, entry.length);
    CRC32C crc = new CRC32C();
    crc.update(first.array(), 0, first.position());
    first.putInt((int) crc.getValue());

    assertThat(decode(first.copy(0), format)).isEqualTo(Map.of("a", 7L));
  }

  private byte[] encode(Map<? extends Object, ? extends Object> entries) {
    return format.encode(
        new StateContent() {
          @Override
          public int size() {
            return entries.size();
          }

          @Override
          public void forEach(Taker taker) {
            entries.forEach((key, value) -> taker.take(key, value, 0));
          }
        });
  }

  private static Map<Object, @Nullable Object> decode(byte[] encoded, StateFormat format) {
    Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
    byte[] padded = new byte[encoded.length + 7];
    System.arraycopy(encoded, 0, padded, 3, encoded.length);
    long count =
        format.decode(
            padded,
            3,
            encoded.length,
            new StateTarget() {
              @Override
              public void clear() {
                entries.clear();
              }

              @Override
              public void remove(Object key) {
                entries.remove(key);
              }

              @Override
              public void put(Object key, @Nullable Object value, long time) {
                entries.put(key, value);
              }
            });
    assertThat(entries).hasSize((int) count);
    return entries;
  }
}
