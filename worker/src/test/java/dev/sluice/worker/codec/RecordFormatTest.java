package dev.sluice.worker.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Tuple2;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RecordFormatTest {
  private final RecordFormat format = new RecordFormat(RecordFormatTest.class.getClassLoader());

  record Order(String customer, long cents, List<String> items) {}

  enum Colour {
    RED,
    GREEN
  }

  static final class Node {
    @SuppressWarnings("unused")
    private final Object[] next = new Object[1];
  }

  @Test
  void returnsEveryBuiltInValueAsItWas() {
    List<Object> values = new ArrayList<>();
    values.addAll(List.of("", "word", "na\u00efve", "\u0416\u4e2d\ud83d\ude00", "\ud800 unpaired"));
    for (long number : new long[] {0, 1, -1, 63, 64, -65, Long.MAX_VALUE, Long.MIN_VALUE}) {
      values.add(number);
      values.add((int) number);
      values.add((short) number);
      values.add((byte) number);
      values.add(Double.longBitsToDouble(number));
      values.add(Float.intBitsToFloat((int) number));
      values.add(BigInteger.valueOf(number));
    }
    values.addAll(List.of(true, false, 'x', '\uffff', new BigDecimal("-12.340")));
    values.addAll(List.of(Duration.ofMillis(-1), Instant.MIN, Instant.MAX, new UUID(-1, 7)));
    values.addAll(List.of(Optional.empty(), Optional.of("x"), Colour.GREEN));
    values.addAll(List.of(new ArrayList<>(List.of("a", 1L)), new HashMap<>(Map.of("k", 2))));
    values.addAll(List.of(List.of(1), new TreeMap<>(Map.of(2, 3))));
    values.add(null);

    assertThat(copyOf(values)).isEqualTo(values);
  }

  @Test
  void keepsTheBytesOfAnArray() {
    Object copy = copyOf(List.of((Object) new byte[] {1, -2, 3})).get(0);

    assertThat(copy).isEqualTo(new byte[] {1, -2, 3});
  }

  @Test
  void returnsPairsAndObjectsOfAllShapesInOrder() {
    List<Object> values = new ArrayList<>();
    Order order = new Order("ann", 1250, List.of("tea", "cup"));
    for (int i = 0; i < 1000; i++) {
      values.add(new Tuple2<>("word" + i, (long) i));
      if (i % 7 == 0) {
        values.add(new Tuple2<>("word" + i, new Order("bob", i, List.of())));
        values.add(new Tuple2<>(order, PairCodec.pair((long) i, null)));
      }
      if (i % 11 == 0) {
        values.add(order);
        values.add(new ArrayList<>(Arrays.asList(order, null, "x")));
      }
    }

    assertThat(copyOf(values)).isEqualTo(values);
  }

  @Test
  void namesAClassOncePerRunOfEqualRecords() {
    RecordWriter writer = format.newWriter();
    for (int i = 0; i < 100; i++) {
      writer.write(new Order("c", i, List.of()));
    }
    byte[] bytes = writer.finish();

    String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text.split("RecordFormatTest", -1)).hasSizeLessThanOrEqualTo(3);
    assertThat(bytes.length).isLessThan(100 * 20);
  }

  @Test
  void smallPairTakesItsLengthAndTwoBytes() {
    RecordWriter writer = format.newWriter();
    for (int i = 0; i < 1000; i++) {
      writer.write(new Tuple2<>("whale", 1L));
    }

    assertThat(writer.count()).isEqualTo(1000);
    assertThat(writer.finish()).hasSizeLessThan(1000 * 7 + 32);
    assertThat(writer.count()).isZero();
  }

  @Test
  void writesIntoANettyBufferAndReadsFromOne() {
    RecordWriter writer = format.newWriter();
    RecordReader reader = format.newReader();
    ByteBuf buffer = Unpooled.buffer();
    writer.write("a");
    writer.finishTo(buffer);
    reader.reset(buffer);

    assertThat(reader.next()).isEqualTo("a");
    assertThat(reader.hasNext()).isFalse();
    assertThat(buffer.readableBytes()).isZero();
  }

  @Test
  void readsRandomMixturesAsWritten() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Object> values = new ArrayList<>();
      int size = random.nextInt(300);
      for (int i = 0; i < size; i++) {
        values.add(randomValue(random, 2));
      }
      assertThat(copyOf(values)).isEqualTo(values);
    }
  }

  @Test
  void damagedBytesAreAClearErrorAndNeverAnEndlessLoop() {
    RecordWriter writer = format.newWriter();
    writer.write(new Tuple2<>("word", 1L));
    writer.write(7);
    byte[] bytes = writer.finish();
    for (int length = 1; length < bytes.length; length++) {
      RecordReader reader = format.newReader();
      reader.reset(bytes, 0, length);
      int cut = length;
      if (cut == bytes.length - 1) {
        assertThatThrownBy(() -> drain(reader)).isInstanceOf(CodecException.class);
      }
    }
    bytes[0] = 60;
    RecordReader reader = format.newReader();
    reader.reset(bytes, 0, bytes.length);
    assertThatThrownBy(reader::next)
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("unknown codec number 60");
  }

  @Test
  void recordThatRefersToItselfIsRefusedByName() {
    Node node = new Node();
    node.next[0] = node;
    RecordWriter writer = format.newWriter();
    writer.write(node);

    assertThatThrownBy(writer::finish)
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("Node");
  }

  private static Object randomValue(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 5)) {
      case 0 -> "s" + random.nextInt(1000);
      case 1 -> random.nextLong();
      case 2 -> random.nextInt(100);
      case 3 -> random.nextDouble();
      case 4 -> new Order("o" + random.nextInt(), random.nextLong(), List.of("i"));
      case 5, 6 -> new Tuple2<>(randomValue(random, depth - 1), randomValue(random, depth - 1));
      case 7 -> Optional.of(randomValue(random, depth - 1));
      default -> new ArrayList<>(List.of(randomValue(random, depth - 1)));
    };
  }

  private List<Object> copyOf(List<Object> values) {
    RecordWriter writer = format.newWriter();
    values.forEach(writer::write);
    byte[] bytes = writer.finish();
    RecordReader reader = format.newReader();
    reader.reset(bytes, 0, bytes.length);
    return drain(reader);
  }

  private static List<Object> drain(RecordReader reader) {
    List<Object> values = new ArrayList<>();
    while (reader.hasNext()) {
      values.add(reader.next());
    }
    return values;
  }
}
