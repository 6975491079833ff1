package dev.sluice.worker.endtoend;

import dev.sluice.SluiceConf;
import dev.sluice.SluiceContext;
import dev.sluice.streaming.StreamingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A job with two task threads and no input, for the data sets of all tests of a class. */
final class DataSetJob implements BeforeAllCallback, AfterAllCallback {
  private final StreamingContext context =
      new StreamingContext(
          new SluiceConf().setMaster("local[2]").set("default.parallelism", "2"),
          Duration.ofMillis(500));

  SluiceContext data() {
    return context.sparkContext();
  }

  @Override
  public void beforeAll(ExtensionContext tests) {
    context.queueStream(new ConcurrentLinkedQueue<List<String>>()).foreachRDD(rdd -> {});
    context.start();
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    context.stop();
  }
}
