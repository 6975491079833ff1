package dev.sluice.bench.jet;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.function.FunctionEx;
import com.hazelcast.function.SupplierEx;
import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.core.EventTimePolicy;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sinks;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamSource;
import com.hazelcast.jet.pipeline.WindowDefinition;
import dev.sluice.bench.common.Options;
import dev.sluice.bench.common.Report;
import dev.sluice.bench.common.Tally;
import dev.sluice.bench.common.Throughput;
import java.util.Optional;

/** W1: word counts of each window, from memory, as Jet's users write it. */
public final class WordCount {
  private WordCount() {}

  /** Runs the workload. */
  public static void main(String[] arguments) throws InterruptedException {
    var window = Options.number("intervalMillis", 1_000);
    var report = new Report().put("batchMillis", window);
    var pipeline = Pipeline.create();
    pipeline
        .readFrom(lines())
        .withNativeTimestamps(0)
        .flatMap(line -> Traversers.traverseArray(line.split(" ", -1)))
        .groupingKey(word -> word)
        .window(WindowDefinition.tumbling(window))
        .aggregate(AggregateOperations.counting())
        .writeTo(
            Sinks.fromProcessor(
                "totals",
                ProcessorMetaSupplier.of(Tally.SOURCES, (SupplierEx<Processor>) TotalsSink::new)));
    var job = Hazelcast.newHazelcastInstance(config()).getJet().newJob(pipeline);
    var unused =
        job.getFuture()
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    report.finish(Optional.of(failure.toString()));
                  }
                });
    new Throughput(report).measureLines();
  }

  private static StreamSource<String> lines() {
    FunctionEx<EventTimePolicy<? super String>, ProcessorMetaSupplier> readers =
        policy ->
            ProcessorMetaSupplier.of(
                Tally.SOURCES, (SupplierEx<Processor>) () -> new LineSource(policy));
    return Sources.streamFromProcessorWithWatermarks("lines", true, readers);
  }

  private static Config config() {
    var config = new Config();
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    var join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    config.getJetConfig().setEnabled(true).setCooperativeThreadCount(2);
    return config;
  }
}
