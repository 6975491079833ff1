package dev.sluice.rdd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class HyperLogLogTest {
  @Test
  void staysWithinTheErrorForFewAndForManyValues() {
    for (var size : List.of(0, 1, 2, 10, 100, 1_000, 3_000, 10_000, 100_000, 1_000_000)) {
      assertThat(error(size, 0.01, number -> "key-" + number)).as("%d texts", size).isLessThan(3);
      assertThat(error(size, 0.01, number -> number)).as("%d numbers", size).isLessThan(3);
      assertThat(error(size, 0.01, number -> (long) number << 20)).isLessThan(3);
      assertThat(error(size, 0.01, number -> number / 8.0)).isLessThan(3);
    }
  }

  @Test
  void isCloseForAHundredNumbersInARow() {
    assertThat(error(100, 0.05, number -> number)).isLessThan(1);
  }

  @Test
  void hasTheStandardDeviationThatWasAskedFor() {
    var squares = 0.0;
    for (var round = 0; round < 200; round++) {
      var of = round;
      var error = error(5_000, 0.05, number -> of + ":" + number);
      squares += error * error;
    }
    assertThat(Math.sqrt(squares / 200)).isBetween(0.5, 1.15);
  }

  @Test
  void countsAValueOnceWhereverItWasSeen() {
    var parts = new ArrayList<byte[]>();
    for (var part = 0; part < 4; part++) {
      var registers = HyperLogLog.empty(HyperLogLog.bits(0.02));
      for (var number = 0; number < 500; number++) {
        HyperLogLog.add(registers, "v" + number);
      }
      parts.add(registers);
    }
    assertThat(HyperLogLog.estimate(parts.stream().reduce(HyperLogLog::merge).orElseThrow()))
        .isEqualTo(HyperLogLog.estimate(parts.get(0)))
        .isBetween(470L, 530L);
  }

  @Test
  void refusesAnErrorThatNoMemoryIsEnoughFor() {
    assertThat(HyperLogLog.bits(0.05)).isEqualTo(9);
    assertThat(HyperLogLog.bits(0.9)).isEqualTo(4);
    assertThatThrownBy(() -> HyperLogLog.bits(0.0001)).hasMessageContaining("distinct().count()");
    assertThatThrownBy(() -> HyperLogLog.bits(0)).hasMessageContaining("relativeSD");
    assertThatThrownBy(() -> HyperLogLog.bits(Double.NaN)).hasMessageContaining("relativeSD");
  }

  /** How far off an estimate is, in standard deviations. */
  private static double error(int size, double relativeSD, IntFunction<Object> value) {
    var registers = HyperLogLog.empty(HyperLogLog.bits(relativeSD));
    for (var number = 0; number < size; number++) {
      HyperLogLog.add(registers, value.apply(number));
    }
    var off = Math.abs(HyperLogLog.estimate(registers) - size);
    return size == 0 ? off : off / (size * relativeSD);
  }
}
