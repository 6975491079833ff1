package dev.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTest {
  @ParameterizedTest
  @CsvSource({
    "1350,200,0,1200",
    "1200,200,0,1200",
    "199,200,0,0",
    "1,1,0,1",
    "1350,200,50,1250",
    "1350,200,150,1350",
    "1350,200,200,1200"
  })
  void floorsToTheGridOfAZeroTime(long time, long step, long zero, long floor) {
    assertThat(new Time(time).floor(Duration.ofMillis(step), new Time(zero)))
        .isEqualTo(new Time(floor));
  }

  @Test
  void knowsItsMultiples() {
    assertThat(new Time(1000).isMultipleOf(Duration.ofMillis(5))).isTrue();
    assertThat(new Time(1000).isMultipleOf(Duration.ofSeconds(1))).isTrue();
    assertThat(new Time(1000).isMultipleOf(Duration.ofMillis(6))).isFalse();
  }

  @Test
  void addsSubtractsAndCompares() {
    var time = new Time(1000);

    assertThat(time.plus(Duration.ofMillis(500))).isEqualTo(new Time(1500));
    assertThat(time.minus(Duration.ofMillis(500))).isEqualTo(new Time(500));
    assertThat(time.minus(new Time(400))).isEqualTo(Duration.ofMillis(600));
    assertThat(time.less(new Time(1001))).isTrue();
    assertThat(time.lessEq(time)).isTrue();
    assertThat(time.greater(time)).isFalse();
    assertThat(time.greaterEq(time)).isTrue();
    assertThat(time).hasToString("1000 ms");
  }
}
