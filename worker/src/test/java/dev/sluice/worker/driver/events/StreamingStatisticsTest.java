package dev.sluice.worker.driver.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamingStatisticsTest {
  @Test
  void keepsTheLastBatchesAndCountsAll() {
    var history = Histories.of(260).history();

    assertThat(history.completed()).hasSize(250);
    assertThat(history.batch(10_000)).isEmpty();
    assertThat(history.batch(11_000)).isPresent();
    assertThat(history.completedBatches()).isEqualTo(260);
    assertThat(history.processedRecords()).isEqualTo(2_600);
  }

  @Test
  void forgetsWhatWasUnderWayWhenTheJobBeginsAgainFromAnEarlierCheckpoint() {
    var statistics = Histories.of(3);

    statistics.begin(1_000, 250, Map.of());

    var history = statistics.history();
    assertThat(history.running()).isEmpty();
    assertThat(history.waiting()).isEmpty();
    assertThat(history.receivers()).isEmpty();
    assertThat(history.completed()).hasSize(3);
  }
}
