package dev.sluice.bench.spark;

import dev.sluice.bench.common.Options;
import org.apache.spark.SparkConf;

/** The settings of Spark in every workload: the quickest for one machine without a UI. */
final class Settings {
  private Settings() {}

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
