package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.Time;
import dev.sluice.streaming.scheduler.BatchInfo;
import dev.sluice.streaming.scheduler.OutputOperationInfo;
import dev.sluice.streaming.scheduler.StatsReportListener;
import dev.sluice.streaming.scheduler.StreamingListener;
import dev.sluice.streaming.scheduler.StreamingListenerBatchCompleted;
import dev.sluice.streaming.scheduler.StreamingListenerBatchStarted;
import dev.sluice.streaming.scheduler.StreamingListenerBatchSubmitted;
import dev.sluice.streaming.scheduler.StreamingListenerOutputOperationCompleted;
import dev.sluice.streaming.scheduler.StreamingListenerOutputOperationStarted;
import dev.sluice.streaming.scheduler.StreamingListenerStreamingStarted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ListenerTest {
  private final TestInput<String> words = TestInput.of(List.of("a", "b"), List.of("c"));
  private final TestOutput<String> output = new TestOutput<>();

  /** Writes down what it is told. */
  private static final class Recorder implements StreamingListener {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<BatchInfo> completed = new CopyOnWriteArrayList<>();
    private final List<OutputOperationInfo> operations = new CopyOnWriteArrayList<>();
    private final Set<Thread> threads = new HashSet<>();

    private void note(String event, Time time) {
      events.add(event + " " + time.milliseconds());
      threads.add(Thread.currentThread());
    }

    @Override
    public void onStreamingStarted(StreamingListenerStreamingStarted event) {
      events.add("streaming");
    }

    @Override
    public void onBatchSubmitted(StreamingListenerBatchSubmitted event) {
      note("submitted", event.batchInfo().batchTime());
    }

    @Override
    public void onBatchStarted(StreamingListenerBatchStarted event) {
      note("started", event.batchInfo().batchTime());
    }

    @Override
    public void onBatchCompleted(StreamingListenerBatchCompleted event) {
      completed.add(event.batchInfo());
      note("completed", event.batchInfo().batchTime());
    }

    @Override
    public void onOutputOperationStarted(StreamingListenerOutputOperationStarted event) {
      note("output " + event.outputOperationInfo().id(), event.outputOperationInfo().batchTime());
    }

    @Override
    public void onOutputOperationCompleted(StreamingListenerOutputOperationCompleted event) {
      operations.add(event.outputOperationInfo());
      note(
          "output %d ended".formatted(event.outputOperationInfo().id()),
          event.outputOperationInfo().batchTime());
    }
  }

  @Test
  void isToldEverythingInOrderByOneThread() {
    var recorder = new Recorder();
    try (var job = start(recorder)) {
      job.advance(1);
      job.advance(1);
      await().until(() -> recorder.completed.size() == 2);
    }

    assertThat(recorder.events)
        .containsExactly(
            "streaming",
            "submitted 1000",
            "started 1000",
            "output 0 1000",
            "output 0 ended 1000",
            "completed 1000",
            "submitted 2000",
            "started 2000",
            "output 0 2000",
            "output 0 ended 2000",
            "completed 2000");
    assertThat(recorder.threads).hasSize(1);
    var info = recorder.completed.get(0);
    assertThat(info.numRecords()).isEqualTo(2);
    assertThat(info.schedulingDelay()).get().satisfies(delay -> assertThat(delay).isNotNegative());
    assertThat(info.totalDelay().orElseThrow())
        .isEqualTo(info.schedulingDelay().orElseThrow() + info.processingDelay().orElseThrow());
    assertThat(info.outputOperationInfos().values())
        .singleElement()
        .satisfies(
            operation -> {
              assertThat(operation.name()).startsWith("foreachRDD at ");
              assertThat(operation.failureReason()).isEmpty();
              assertThat(operation.duration()).isPresent();
            });
  }

  @Test
  void learnsWhyAnOutputOperationFailed() {
    var recorder = new Recorder();
    try (var job =
        TestJob.start(
            context -> {
              context.addStreamingListener(recorder);
              words.stream(context)
                  .foreachRDD(
                      rdd -> {
                        throw new IllegalStateException("no room");
                      });
            })) {
      assertThatThrownBy(() -> job.advance(1)).hasMessageContaining("no room");
      await().until(() -> recorder.completed.size() == 1);
    }

    assertThat(recorder.operations)
        .hasSize(4)
        .allSatisfy(
            operation -> assertThat(operation.failureReason().orElseThrow()).contains("no room"));
  }

  @Test
  void doesNotStopTheJobByThrowing() {
    var recorder = new Recorder();
    StreamingListener bad =
        new StreamingListener() {
          @Override
          public void onBatchSubmitted(StreamingListenerBatchSubmitted event) {
            throw new IllegalStateException("bad listener");
          }
        };
    try (var job = start(bad, recorder)) {
      job.advance(3);
      await().until(() -> recorder.completed.size() == 3);
    }
    assertThat(output.batches()).hasSize(3);
  }

  @Test
  void doesNotStopTheJobByBlocking() throws InterruptedException {
    var release = new CountDownLatch(1);
    var blocked = new CountDownLatch(1);
    StreamingListener slow =
        new StreamingListener() {
          @Override
          public void onBatchSubmitted(StreamingListenerBatchSubmitted event) {
            blocked.countDown();
            try {
              var unused = release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }
        };
    try (var job = start(slow)) {
      job.advance(5);
      assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(output.batches()).hasSize(5);
    }
    release.countDown();
  }

  @Test
  void mustNotStopTheContext() {
    var failure = new AtomicReference<@Nullable Throwable>();
    var contexts = new ArrayList<StreamingContext>();
    StreamingListener stopping =
        new StreamingListener() {
          @Override
          public void onBatchCompleted(StreamingListenerBatchCompleted event) {
            try {
              contexts.get(0).stop(true, true);
            } catch (IllegalStateException e) {
              failure.set(e);
            }
          }
        };
    try (var job = start(stopping)) {
      contexts.add(job.context());
      job.advance(1);
      await().until(() -> failure.get() != null);
      job.advance(1);
    }
    assertThat(failure.get()).hasMessageContaining("StreamingListener");
  }

  @Test
  void isToldNothingAfterItWasRemoved() {
    var first = new Recorder();
    var second = new Recorder();
    try (var job = start(first, second)) {
      job.advance(1);
      await().until(() -> first.completed.size() == 1);
      job.context().removeStreamingListener(first);
      job.advance(1);
      await().until(() -> second.completed.size() == 2);
    }
    assertThat(first.completed).hasSize(1);
  }

  @Test
  void reportsStatisticsOfTheLastBatches() {
    var report = new StatsReportListener(2);
    try (var job = start(report)) {
      job.advance(3);
      await().until(() -> report.batches().size() == 2);
      assertThat(report.batches().get(1).batchTime()).isEqualTo(new Time(3000));
      assertThat(report.summary("total delay", BatchInfo::totalDelay)).startsWith("total delay: ");
    }
  }

  private TestJob start(StreamingListener... listeners) {
    return TestJob.start(
        context -> {
          List.of(listeners).forEach(context::addStreamingListener);
          output.collect(words.stream(context));
        });
  }
}
