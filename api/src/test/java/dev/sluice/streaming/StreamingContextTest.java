package dev.sluice.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.SluiceConf;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.graph.StreamGraph;
import dev.sluice.runtime.JobRun;
import dev.sluice.streaming.scheduler.StreamingListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamingContextTest {
  private final StreamingContext context = context();

  @Test
  void goesFromInitializedToActiveToStopped() {
    source(context).print();
    assertThat(context.getState()).isEqualTo(StreamingContextState.INITIALIZED);

    context.start();
    context.start();
    assertThat(context.getState()).isEqualTo(StreamingContextState.ACTIVE);

    context.stop();
    context.stop();
    assertThat(context.getState()).isEqualTo(StreamingContextState.STOPPED);
    assertThatThrownBy(context::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stopped");
  }

  @Test
  void stopsBeforeItWasStarted() {
    assertThatCode(context::stop).doesNotThrowAnyException();
  }

  @Test
  void asksForAnOutputOperation() {
    source(context);

    assertThatThrownBy(context::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("add print(), foreachRDD");
  }

  @Test
  void fixesTheGraphAtTheStart() {
    var stream = source(context);
    stream.print();
    context.start();
    try {
      assertThatThrownBy(() -> source(context)).hasMessageContaining("started");
      assertThatThrownBy(() -> stream.map(line -> line)).hasMessageContaining("started");
      assertThatThrownBy(stream::print).hasMessageContaining("started");
    } finally {
      context.stop();
    }
    assertThatThrownBy(stream::print).hasMessageContaining("stopped");
  }

  @Test
  void allowsOneActiveContext() {
    source(context).print();
    context.start();
    try {
      var second = context();
      source(second).print();

      assertThatThrownBy(second::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another StreamingContext is active");
    } finally {
      context.stop();
    }
  }

  @Test
  void wantsWindowsInMultiplesOfTheBatchInterval() {
    assertThatThrownBy(() -> source(context).window(Duration.ofMillis(1500)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the window duration (1500 ms) must be a multiple of");
  }

  @Test
  void letsTheManifestSetTheBatchInterval() {
    var conf = new SluiceConf().set("streaming.batchIntervalMillis", "50");

    assertThat(new StreamingContext(conf, Durations.seconds(1), FakeRun::new).batchInterval())
        .isEqualTo(Duration.ofMillis(50));
  }

  private static StreamingContext context() {
    return new StreamingContext(new SluiceConf(), Durations.seconds(1), FakeRun::new);
  }

  private static DStream<String> source(StreamingContext context) {
    return context.queueStream(new ArrayDeque<List<String>>());
  }

  /** A job that does nothing. */
  private record FakeRun(SluiceConf conf) implements JobRun {
    @Override
    public dev.sluice.runtime.SharedVariables shared() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void start(StreamGraph graph) {}

    @Override
    public void checkpoint(String location) {}

    @Override
    public void requireReadable(boolean putAside) {}

    @Override
    public long nowMillis() {
      return 0;
    }

    @Override
    public void addListener(StreamingListener listener) {}

    @Override
    public void removeListener(StreamingListener listener) {}

    @Override
    public boolean hasEnded() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeoutMillis) {
      return true;
    }

    @Override
    public void stop(boolean gracefully) {}

    @Override
    public void release(Node node) {}

    @Override
    public <R> List<R> runJob(Node node, Function<Iterator<Object>, R> function) {
      return List.of();
    }
  }
}
