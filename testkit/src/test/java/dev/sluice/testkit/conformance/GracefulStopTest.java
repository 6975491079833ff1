package dev.sluice.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.scheduler.StreamingListener;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverError;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverStarted;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverStopped;
import dev.sluice.testkit.conformance.CountingReceiver.End;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A graceful stop processes exactly what was received, and ends. */
@Timeout(60)
class GracefulStopTest {
  private final AtomicLong processed = new AtomicLong();

  @RepeatedTest(4)
  void processesWhatWasReceived() {
    try (var context = running(5, End.PROMPT, "20000")) {
      await().until(() -> processed.get() > 10);
      context.stop(true, true);
    }
    assertThat(processed.get()).isEqualTo(CountingReceiver.STORED.get()).isPositive();
  }

  @Test
  void waitsForAReceiverThatFinishesWhatItHasBegun() {
    try (var context = running(100, End.WHEN_COMPLETE, "20000")) {
      await().until(() -> CountingReceiver.STORED.get() > 0);
      context.stop(true, true);
    }
    assertThat(processed.get()).isEqualTo(15);
  }

  @Test
  void endsWithoutAReceiverThatDoesNotStop() {
    try (var context = running(5, End.NEVER, "1500")) {
      await().until(() -> processed.get() > 0);
      var begun = System.nanoTime();
      context.stop(true, true);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
    }
  }

  @Test
  void endsBeforeTheReceiverHasStarted() {
    try (var context = running(5, End.PROMPT, "20000")) {
      context.stop(true, true);
    }
    assertThat(processed.get()).isEqualTo(CountingReceiver.STORED.get());
  }

  @Test
  void happensOnShutdownIfTheConfigurationSaysSo() throws Exception {
    var child =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dsluice.streaming.stopGracefullyOnShutdown=true",
                StoppedJob.class.getName())
            .redirectErrorStream(true)
            .start();
    try (var output = child.inputReader()) {
      var line = output.readLine();
      while (line != null && !line.equals("running")) {
        line = output.readLine();
      }
      child.toHandle().destroy(); // the process's own destroy() closes its output
      assertThat(output.lines().toList()).contains("all processed");
      assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void tellsListenersOfReceivers() {
    var events = new CopyOnWriteArrayList<String>();
    try (var context = newContext("20000")) {
      context.addStreamingListener(listener(events));
      context.receiverStream(new FailingReceiver()).print();
      context.start();
      await().until(() -> events.contains("stopped false"));
    }
    assertThat(events)
        .containsExactly(
            "started true FailingReceiver-0", "error test error: no disk", "stopped false");
  }

  /** Reports an error and stops. */
  private static final class FailingReceiver extends Receiver<String> {
    private static final long serialVersionUID = 1L;

    FailingReceiver() {
      super(StorageLevel.MEMORY_ONLY);
    }

    @Override
    public void onStart() {
      new Thread(
              () -> {
                await().until(this::isStarted);
                reportError("test error", new IOException("no disk"));
                stop("done");
              })
          .start();
    }

    @Override
    public void onStop() {}
  }

  private static StreamingListener listener(List<String> events) {
    return new StreamingListener() {
      @Override
      public void onReceiverStarted(StreamingListenerReceiverStarted event) {
        var info = event.receiverInfo();
        events.add("started %s %s".formatted(info.active(), info.name()));
      }

      @Override
      public void onReceiverError(StreamingListenerReceiverError event) {
        events.add("error " + event.receiverInfo().lastErrorMessage());
      }

      @Override
      public void onReceiverStopped(StreamingListenerReceiverStopped event) {
        events.add("stopped " + event.receiverInfo().active());
      }
    };
  }

  private StreamingContext running(long everyMillis, End end, String timeout) {
    CountingReceiver.STORED.set(0);
    var context = newContext(timeout);
    context
        .receiverStream(new CountingReceiver(everyMillis, end))
        .foreachRDD(
            rdd -> {
              processed.addAndGet(rdd.count());
            });
    context.start();
    return context;
  }

  private static StreamingContext newContext(String timeout) {
    return new StreamingContext(
        new SluiceConf()
            .setMaster("local[2]")
            .set("streaming.gracefulStopTimeout", timeout)
            .set("streaming.blockInterval", "20"),
        Durations.milliseconds(100));
  }
}
