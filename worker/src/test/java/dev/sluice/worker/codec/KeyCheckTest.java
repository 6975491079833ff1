package dev.sluice.worker.codec;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Tuple2;
import java.time.DayOfWeek;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCheckTest {
  record Good(String name, long number) {}

  @SuppressWarnings("ArrayRecordComponent")
  record WithArray(String name, byte[] digest) {}

  record Nested(Good good, DayOfWeek day) {}

  static final class Plain {}

  @ParameterizedTest
  @ValueSource(classes = {String.class, Long.class, Good.class, Tuple2.class, Object.class})
  void acceptsClassesThatHashByValue(Class<?> type) {
    assertThatCode(() -> KeyCheck.requireStableHash(type)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(classes = {byte[].class, String[].class, DayOfWeek.class, Plain.class})
  void refusesClassesThatHashByIdentity(Class<?> type) {
    assertThatThrownBy(() -> KeyCheck.requireStableHash(type))
        .isInstanceOf(CodecException.class)
        .hasMessageContaining("cannot be a key")
        .hasMessageContaining("key by");
  }

  @Test
  void namesTheComponentOfARecord() {
    assertThatThrownBy(() -> KeyCheck.requireStableHash(WithArray.class))
        .hasMessageContaining("component digest of")
        .hasMessageContaining("WithArray");
    assertThatThrownBy(() -> KeyCheck.requireStableHash(Nested.class))
        .hasMessageContaining("component day of");
  }

  @Test
  void looksIntoPairsListsAndOptionals() {
    Object pair = new Tuple2<>("a", DayOfWeek.MONDAY);
    Object list = List.of(Optional.of(new int[0]));

    assertThatThrownBy(() -> KeyCheck.requireStableHash(pair)).hasMessageContaining("DayOfWeek");
    assertThatThrownBy(() -> KeyCheck.requireStableHash(list)).hasMessageContaining("int[]");
    assertThatCode(() -> KeyCheck.requireStableHash(new Tuple2<>("a", List.of(1L))))
        .doesNotThrowAnyException();
  }
}
