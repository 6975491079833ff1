package dev.sluice.worker.plan;

import dev.sluice.SluiceConf;
import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.graph.StreamGraph;
import dev.sluice.runtime.JobRun;
import dev.sluice.streaming.DStream;
import dev.sluice.streaming.StreamingContext;
import dev.sluice.streaming.scheduler.StreamingListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Builds graphs with the real API and takes them at the moment when they would be started. */
public final class TestStreams {
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final StreamingContext context;

  private TestStreams(StreamingContext context) {
    this.context = context;
  }

  /** The graph of a job with batches of one second. */
  public static StreamGraph graph(Consumer<TestStreams> job) {
    var graphs = new ArrayList<StreamGraph>();
    var context = new StreamingContext(new SluiceConf(), INTERVAL, conf -> new Capture(graphs));
    job.accept(new TestStreams(context));
    context.start();
    context.stop();
    return graphs.get(0);
  }

  /** A source; its data is up to the test. */
  public <T> DStream<T> source() {
    return context.queueStream(new ArrayDeque<List<T>>());
  }

  /** A source whose lists follow from the time in milliseconds. */
  public <T> DStream<T> generated(LongFunction<@Nullable List<T>> lists, int slices) {
    return context.generatedStream(time -> lists.apply(time.milliseconds()), slices);
  }

  /** A number of batch intervals. */
  public Duration batches(int number) {
    return INTERVAL.multipliedBy(number);
  }

  private record Capture(List<StreamGraph> graphs) implements JobRun {
    @Override
    public SluiceConf conf() {
      return new SluiceConf();
    }

    @Override
    public dev.sluice.runtime.SharedVariables shared() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void start(StreamGraph graph) {
      graphs.add(graph);
    }

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
      throw new UnsupportedOperationException("nothing runs here");
    }
  }
}
