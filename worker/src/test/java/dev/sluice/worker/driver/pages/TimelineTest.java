package dev.sluice.worker.driver.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.driver.pages.Timeline.Bar;
import dev.sluice.worker.driver.pages.Timeline.Sample;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimelineTest {
  @Test
  void drawsValuesBelowARoundNumber() {
    var timeline = timeline(List.of(sample(0, 0), sample(1000, 15), sample(2000, 20)));

    assertThat(timeline.top()).isEqualTo("20 ms");
    assertThat(timeline.points()).isEqualTo("0,100.0 200,25.0 400,0.0");
    assertThat(timeline.from()).isEqualTo("00:00:00");
    assertThat(timeline.to()).isEqualTo("00:00:02");
  }

  @Test
  void leavesRoomForTheLimit() {
    var timeline =
        Timeline.of(
            "t",
            OptionalDouble.of(3),
            List.of(sample(0, 3)),
            OptionalDouble.of(1000),
            Words::duration);

    assertThat(timeline.top()).isEqualTo("1 s");
    assertThat(timeline.limit()).isEqualTo("0.0");
    assertThat(timeline.average()).isEqualTo("3 ms");
  }

  @Test
  void showsTheHighestOfBatchesThatAreTooCloseToEachOther() {
    var samples = LongStream.range(0, 4_000).mapToObj(i -> sample(i, i == 2_000 ? 50 : 1)).toList();

    var points = timeline(samples).points();

    assertThat(points.split(" ")).hasSizeLessThanOrEqualTo(Timeline.WIDTH + 1);
    assertThat(points).contains(",0.0");
  }

  @Test
  void countsHowManyBatchesHadWhichSize() {
    var bars = timeline(List.of(sample(0, 0.5), sample(1, 0.7), sample(2, 10))).bars();

    assertThat(bars.get(0)).isEqualTo(new Bar(90, 90, "2 batches, 0 ms to 1 ms"));
    assertThat(bars.get(9)).isEqualTo(new Bar(0, 45, "1 batches, 9 ms to 10 ms"));
    assertThat(bars.get(5).length()).isZero();
  }

  @Test
  void isEmptyBeforeTheFirstBatch() {
    var timeline = timeline(List.of());

    assertThat(timeline.points()).isEmpty();
    assertThat(timeline.average()).isEqualTo("–");
  }

  private static Timeline timeline(List<Sample> samples) {
    return Timeline.of(
        "t", OptionalDouble.empty(), samples, OptionalDouble.empty(), Words::duration);
  }

  private static Sample sample(long time, double value) {
    return new Sample(time, value);
  }
}
