package dev.sluice.bench.flink;

import dev.sluice.bench.workload.KeyFeed;
import dev.sluice.bench.workload.KeyGoal;
import dev.sluice.bench.workload.KeyMemory;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Report;
import dev.sluice.bench.workload.Throughput;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** W3: running counts of many keys in the heap backend, with checkpoints on local disk. */
public final class RunningCount {
  private RunningCount() {}

  /** Runs the workload, or measures the memory that it takes. */
  public static void main(String[] arguments) throws Exception {
    var memory = Options.number("memory", 0) > 0;
    var feed = new KeyFeed(Options.number("keys", 1_000_000), memory);
    if (memory) {
      KeyMemory.holdSources();
    }
    var configuration = Jobs.configuration();
    configuration.setString("state.backend.type", "hashmap");
    configuration.setString("execution.checkpointing.interval", "10 s");
    configuration.setString("execution.checkpointing.storage", "filesystem");
    configuration.setString(
        "execution.checkpointing.dir", "file://" + Options.scratchDirectory() + "/checkpoint");
    var environment = Jobs.environment(configuration);
    Jobs.stream(environment, feed)
        .keyBy(key -> key, Types.LONG)
        .process(new Count())
        .returns(Types.TUPLE(Types.LONG, Types.LONG))
        .sinkTo(new KeySink(feed, true));
    environment.executeAsync("W3");
    if (memory) {
      new KeyMemory(new Report(), feed).measure();
    }
    new Throughput(new Report(), KeyGoal.running(feed)).measure();
  }

  private static final class Count extends KeyedProcessFunction<Long, Long, Tuple2<Long, Long>> {
    private transient @Nullable ValueState<Long> state;

    @Override
    public void open(OpenContext context) {
      state = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long key, Context context, Collector<Tuple2<Long, Long>> output)
        throws Exception {
      var counts = state;
      if (counts == null) {
        throw new IllegalStateException("the function was not opened");
      }
      var before = counts.value();
      var count = before == null ? 1 : before + 1;
      counts.update(count);
      output.collect(Tuple2.of(key, count));
    }
  }
}
