package dev.sluice.worker.driver.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.control.wire.ReceiverLoad;
import dev.sluice.worker.control.wire.StreamLoad;
import dev.sluice.worker.driver.batch.Batch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LoadMeterTest {
  private static final long START = 1_000_000_000;
  private static final Offset<Double> NEAR = within(1e-6);
  private final LoadMeter meter = new LoadMeter(1_000);

  @Test
  void saysNothingRatherThanZeroBeforeItKnows() {
    JobLoad load = meter.load(1, 2, 0, START);

    assertThat(load.offered()).isNull();
    assertThat(load.processingMillis()).isNull();
    assertThat(load.receiverBusy()).isNull();
    assertThat(load.executorBusy()).isNull();
  }

  @Test
  void countsWhatReceiversStoreAndWhatWaitsForTheRate() {
    for (int second = 0; second <= 20; second++) {
      meter.receivers("receiver-0", totals(second, 1, 500, 300_000_000), at(second));
    }
    meter.committed(batch(1, 0, 100, 100), at(1));

    JobLoad load = meter.load(1, 2, 77, at(20));

    assertThat(load.accepted()).isCloseTo(500, NEAR);
    assertThat(load.throttled()).isCloseTo(150, NEAR);
    assertThat(load.offered()).isCloseTo(650, NEAR);
    assertThat(load.receiverBusy()).isCloseTo(0.2, NEAR);
    assertThat(load.lagRecords()).isEqualTo(77);
    assertThat(load.receivers())
        .singleElement()
        .satisfies(worker -> assertThat(worker.unacknowledged()).isEqualTo(3));
  }

  @Test
  void beginsAnewWithEveryAttemptOfAReceiver() {
    for (int second = 0; second <= 10; second++) {
      meter.receivers("receiver-0", totals(second, 1, 500, 0), at(second));
    }
    for (int second = 11; second <= 20; second++) {
      meter.receivers("receiver-1", totals(second - 10, 2, 500, 0), at(second));
    }
    meter.committed(batch(1, 0, 100, 100), at(1));

    assertThat(meter.load(2, 2, 0, at(21)).accepted()).isCloseTo(500, NEAR);
  }

  @Test
  void measuresBatchesThatOverlapByTheTimeBetweenTheirEnds() {
    meter.committed(batch(1, 0, 900, 1_500), START + 1_500);
    meter.committed(batch(2, 1_000, 1_200, 2_600), START + 3_000);

    JobLoad load = meter.load(0, 1, 0, START + 3_000);

    assertThat(load.processingMillis()).isCloseTo((600 + 1_500) / 2.0, NEAR);
    assertThat(load.outputMillis()).isCloseTo(200, NEAR);
    assertThat(load.schedulingDelayMillis()).isCloseTo(550, NEAR);
  }

  @Test
  void measuresExecutorsByTheirLanes() {
    for (int second = 0; second < 10; second++) {
      meter.executor("executor-0", 4, 2_000_000_000, at(second));
      meter.executor("executor-1", 2, 500_000_000, at(second));
    }

    JobLoad load = meter.load(0, 2, 0, at(10));

    assertThat(load.executorBusy()).isCloseTo((0.5 + 0.25) / 2, NEAR);
    meter.left("executor-1");
    assertThat(meter.load(0, 1, 0, at(10)).executorBusy()).isCloseTo(0.5, NEAR);
  }

  private static ReceiverLoad totals(int second, int attempt, long records, long throttledNanos) {
    return ReceiverLoad.newBuilder()
        .addStreams(
            StreamLoad.newBuilder()
                .setAttempt(attempt)
                .setRecords(second * records)
                .setBusyNanos(second * 200_000_000L)
                .setThrottledNanos(second * throttledNanos)
                .setUnacknowledged(3))
        .build();
  }

  private static Batch batch(long index, long timeMillis, long started, long finished) {
    var batch =
        new Batch(new BatchComposition(index, START + timeMillis, Map.of()), Map.of(), false);
    batch.started(Set.of("executor-0"), START + started);
    batch.finished("executor-0", List.of(), 0, 0, START + finished);
    return batch;
  }

  private static long at(int second) {
    return START + second * 1_000L;
  }
}
