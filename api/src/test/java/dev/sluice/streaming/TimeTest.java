package dev.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
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

  @ParameterizedTest
  @CsvSource({
    "1000,1100,100,1000",
    "1000,1000,100,''",
    "1000,1100,30,1000 1030 1060 1090",
    "1000,900,30,''"
  })
  void listsTheTimesUntilALaterOne(long from, long until, long step, String times) {
    assertThat(text(new Time(from).until(new Time(until), Duration.ofMillis(step))))
        .isEqualTo(times);
  }

  @ParameterizedTest
  @CsvSource({
    "1000,1100,100,1000 1100",
    "1000,1000,100,1000",
    "1000,1100,30,1000 1030 1060 1090",
    "1000,900,30,''"
  })
  void listsTheTimesToALaterOne(long from, long to, long step, String times) {
    assertThat(text(new Time(from).to(new Time(to), Duration.ofMillis(step)))).isEqualTo(times);
  }

  @Test
  void knowsTheEarlierAndTheLaterOfTwo() {
    assertThat(new Time(1).min(new Time(2))).isEqualTo(new Time(1));
    assertThat(new Time(1).max(new Time(2))).isEqualTo(new Time(2));
  }

  @Test
  void durationsDivideAsThoseOfSpark() {
    assertThat(Durations.div(Durations.milliseconds(1000), Durations.seconds(2))).isEqualTo(0.5);
    assertThat(Durations.isMultipleOf(Durations.seconds(1), Durations.milliseconds(5))).isTrue();
    assertThat(Durations.isMultipleOf(Durations.seconds(1), Durations.milliseconds(6))).isFalse();
    assertThat(Durations.min(Durations.minutes(1), Durations.seconds(61)))
        .isEqualTo(Durations.seconds(60));
    assertThat(Durations.max(Durations.minutes(1), Durations.seconds(61)))
        .isEqualTo(Durations.seconds(61));
  }

  private static String text(List<Time> times) {
    return times.stream()
        .map(time -> Long.toString(time.milliseconds()))
        .collect(Collectors.joining(" "));
  }
}
