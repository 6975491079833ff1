package dev.sluice.bench.spark;

import dev.sluice.bench.common.BatchSteering;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.dstream.InputDStream;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import scala.Option;
import scala.reflect.ClassTag;

/** Makes the data set of each batch with the number of lines that the steering says. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
final class LineStream extends InputDStream<String> {
  private final transient BatchSteering steering;
  private final transient Map<Long, Long> linesByTime = new ConcurrentHashMap<>();
  private final ClassTag<String> tag;

  LineStream(StreamingContext context, BatchSteering steering, ClassTag<String> tag) {
    super(context, tag);
    this.steering = steering;
    this.tag = tag;
    context.addStreamingListener(
        new StreamingListener() {
          @Override
          public void onBatchCompleted(StreamingListenerBatchCompleted completed) {
            learn(completed);
          }
        });
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  public Option<RDD<String>> compute(Time time) {
    var batch = steering.next();
    linesByTime.put(time.milliseconds(), batch.lines());
    return Option.apply(new LineRdd(context().sparkContext(), batch, tag));
  }

  private void learn(StreamingListenerBatchCompleted completed) {
    var info = completed.batchInfo();
    var lines = linesByTime.remove(info.batchTime().milliseconds());
    if (lines != null) {
      steering.done(
          lines,
          ((Number) info.processingDelay().get()).doubleValue(),
          ((Number) info.schedulingDelay().get()).doubleValue());
    }
  }
}
