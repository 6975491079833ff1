package dev.sluice.bench.flink;

import dev.sluice.bench.workload.Feed;
import dev.sluice.bench.workload.Options;
import dev.sluice.bench.workload.Tally;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The settings of Flink in every workload. */
final class Jobs {
  private Jobs() {}

  static StreamExecutionEnvironment environment(Configuration configuration) {
    return StreamExecutionEnvironment.createLocalEnvironment(Tally.SOURCES, configuration);
  }

  static <T> DataStream<T> stream(StreamExecutionEnvironment environment, Feed<T> feed) {
    return environment.fromSource(
        new FeedSource<>(feed),
        WatermarkStrategy.noWatermarks(),
        "feed",
        TypeInformation.of(feed.type()));
  }

  static Configuration configuration() {
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
