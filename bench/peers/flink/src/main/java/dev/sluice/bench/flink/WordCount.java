package dev.sluice.bench.flink;

import dev.sluice.bench.common.Options;
import dev.sluice.bench.common.Report;
import dev.sluice.bench.common.Throughput;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;

/** W1: word counts of each window, from memory, as Flink's users write it. */
public final class WordCount {
  private WordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws Exception {
    var window = Options.number("intervalMillis", 1_000);
    var environment = StreamExecutionEnvironment.createLocalEnvironment(2, configuration());
    FlatMapFunction<String, Tuple2<String, Long>> split =
        (line, output) -> {
          for (var word : line.split(" ", -1)) {
            output.collect(Tuple2.of(word, 1L));
          }
        };
    environment
        .fromSource(new LineSource(), WatermarkStrategy.noWatermarks(), "lines", Types.STRING)
        .flatMap(split)
        .returns(Types.TUPLE(Types.STRING, Types.LONG))
        .keyBy(count -> count.f0, Types.STRING)
        .window(TumblingProcessingTimeWindows.of(Duration.ofMillis(window)))
        .reduce((left, right) -> Tuple2.of(left.f0, left.f1 + right.f1))
        .sinkTo(new TotalsSink());
    environment.executeAsync("W1");
    new Throughput(new Report().put("batchMillis", window)).measureLines();
  }

  private static Configuration configuration() {
    var configuration = new Configuration();
    configuration.setString("taskmanager.numberOfTaskSlots", "2");
    configuration.setString("pipeline.object-reuse", "true");
    configuration.setString("rest.address", "127.0.0.1");
    configuration.setString("rest.bind-address", "127.0.0.1");
    configuration.setString("rest.bind-port", "0");
    configuration.setString("jobmanager.rpc.address", "127.0.0.1");
    configuration.setString("io.tmp.dirs", Options.scratchDirectory());
    configuration.setString("taskmanager.memory.network.min", "128mb");
    configuration.setString("taskmanager.memory.network.max", "128mb");
    configuration.setString("execution.buffer-timeout.interval", "100 ms");
    configuration.setString("restart-strategy.type", "none");
    return configuration;
  }
}
