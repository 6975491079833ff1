package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.StreamingListener;
import dev.sluice.streaming.scheduler.StreamingListenerBatchCompleted;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that have more than the job can do. */
@Timeout(60)
class BackpressureJobTest {
  private static final int RECORDS = 6_000;

  /** With two threads some 1,800 records a second. */
  private static final long NANOS_A_RECORD = 1_000_000;

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final AtomicInteger STARTS = new AtomicInteger();

  private final AtomicLong processed = new AtomicLong();
  private final List<BatchInfo> batches = new CopyOnWriteArrayList<>();

  @BeforeEach
  void begin() {
    NEXT.set(0);
    STARTS.set(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "pid"})
  void aFastReceiverIsSlowedDownToWhatTheJobCanDo(String estimator) {
    run(false, estimator);

    assertThat(processed).hasValue(RECORDS);
    assertThat(batches)
        .allSatisfy(batch -> assertThat(batch.numRecords()).isLessThan(RECORDS / 6))
        .allSatisfy(batch -> assertThat(batch.schedulingDelay().orElseThrow()).isLessThan(3_000));
  }

  @Test
  void theRateOutlivesARestartOfTheReceiver() {
    run(true, "auto");

    assertThat(STARTS.get()).isGreaterThan(1);
    assertThat(processed).hasValue(RECORDS);
    assertThat(batches).allSatisfy(batch -> assertThat(batch.numRecords()).isLessThan(RECORDS / 6));
  }

  private void run(boolean restarts, String estimator) {
    var conf =
        new SluiceConf()
            .setMaster("local[2]")
            .set("streaming.blockInterval", "20")
            .set("streaming.receiverRestartDelay", "50")
            .set("streaming.backpressure.enabled", "true")
            .set("streaming.backpressure.rateEstimator", estimator)
            .set("streaming.backpressure.initialRate", "1000");
    var context = new StreamingContext(conf, Duration.ofMillis(100));
    context.addStreamingListener(
        new StreamingListener() {
          @Override
          public void onBatchCompleted(StreamingListenerBatchCompleted completed) {
            batches.add(completed.batchInfo());
          }
        });
    context
        .receiverStream(new Flood(restarts))
        .map(BackpressureJobTest::slow)
        .foreachRDD(
            rdd -> {
              processed.addAndGet(rdd.count());
            });
    context.start();
    try {
      await().atMost(Duration.ofSeconds(40)).until(() -> processed.get() >= RECORDS);
    } finally {
      context.stop(true, true);
    }
  }

  private static Integer slow(Integer record) {
    var end = System.nanoTime() + NANOS_A_RECORD;
    for (var now = System.nanoTime(); now < end; now = System.nanoTime()) {
      LockSupport.parkNanos(end - now);
    }
    return record;
  }

  /** Has all its records at once. */
  private static final class Flood extends Receiver<Integer> {
    private static final long serialVersionUID = 1L;
    private final boolean restarts;

    Flood(boolean restarts) {
      super(StorageLevel.MEMORY_ONLY);
      this.restarts = restarts;
    }

    @Override
    public void onStart() {
      var first = STARTS.getAndIncrement() == 0;
      var thread = new Thread(() -> storeAll(first && restarts), "flood");
      thread.setDaemon(true);
      thread.start();
    }

    private void storeAll(boolean half) {
      var end = half ? RECORDS / 2 : RECORDS;
      while (NEXT.get() < end) {
        store(NEXT.getAndIncrement());
      }
      if (half) {
        restart("half is stored");
      }
    }

    @Override
    public void onStop() {}
  }
}
