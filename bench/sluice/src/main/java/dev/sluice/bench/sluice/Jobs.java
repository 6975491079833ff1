package dev.sluice.bench.sluice;

import dev.sluice.SluiceConf;
import dev.sluice.bench.workload.Tally;
import dev.sluice.streaming.Durations;
import dev.sluice.streaming.StreamingContext;

/** The settings of Sluice in every workload that runs in one JVM. */
final class Jobs {
  private Jobs() {}

  static StreamingContext context(String name, int intervalMillis) {
    return context(conf(name), intervalMillis);
  }

  static StreamingContext context(SluiceConf conf, int intervalMillis) {
    return new StreamingContext(conf, Durations.milliseconds(intervalMillis));
  }

  static SluiceConf conf(String name) {
    return new SluiceConf()
        .setAppName(name)
        .setMaster("local[2]")
        .set("default.parallelism", Integer.toString(Tally.SOURCES));
  }
}
