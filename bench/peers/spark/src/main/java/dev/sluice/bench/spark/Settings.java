package dev.sluice.bench.spark;

import dev.sluice.bench.workload.Options;
import org.apache.spark.SparkConf;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.api.java.JavaStreamingContext;

/** The settings of Spark in every workload: the quickest for one machine without a UI. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
final class Settings {
  private Settings() {}

  static JavaStreamingContext context(String name, int intervalMillis) {
    return context(of(name), intervalMillis);
  }

  static JavaStreamingContext context(SparkConf conf, int intervalMillis) {
    var context = new JavaStreamingContext(conf, Durations.milliseconds(intervalMillis));
    context.sparkContext().setLogLevel("ERROR");
    return context;
  }

  static SparkConf of(String name) {
    return new SparkConf()
        .setMaster("local[2]")
        .setAppName(name)
        .set("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
        .set("spark.ui.enabled", "false")
        .set("spark.ui.showConsoleProgress", "false")
        .set("spark.eventLog.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.local.dir", Options.scratchDirectory())
        .set("spark.shuffle.compress", "false")
        .set("spark.shuffle.spill.compress", "false")
        .set("spark.locality.wait", "0")
        .set("spark.default.parallelism", "2")
        .set("spark.streaming.stopGracefullyOnShutdown", "false");
  }
}
