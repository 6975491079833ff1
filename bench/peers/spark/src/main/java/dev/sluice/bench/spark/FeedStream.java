package dev.sluice.bench.spark;

import dev.sluice.bench.workload.BatchSteering;
import dev.sluice.bench.workload.Feed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.dstream.InputDStream;
import org.apache.spark.streaming.scheduler.StreamingListener;
import org.apache.spark.streaming.scheduler.StreamingListenerBatchCompleted;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Makes the data set of each batch with the number of records that the steering says. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
final class FeedStream<T> extends InputDStream<T> {
  private final transient BatchSteering steering;
  private final transient Map<Long, Long> recordsByTime = new ConcurrentHashMap<>();
  private final ClassTag<T> tag;
  private final Feed<T> feed;

  static <T> JavaInputDStream<T> of(
      JavaStreamingContext context, Feed<T> feed, BatchSteering steering) {
    ClassTag<T> tag = ClassTag$.MODULE$.apply(feed.type());
    var stream = new FeedStream<T>(context.ssc(), feed, steering, tag);
    return JavaInputDStream.fromInputDStream(stream, tag);
  }

  private FeedStream(
      StreamingContext context, Feed<T> feed, BatchSteering steering, ClassTag<T> tag) {
    super(context, tag);
    this.feed = feed;
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
  public Option<RDD<T>> compute(Time time) {
    var batch = steering.next();
    recordsByTime.put(time.milliseconds(), batch.records());
    return Option.apply(new FeedRdd<>(context().sparkContext(), feed, batch, tag));
  }

  private void learn(StreamingListenerBatchCompleted completed) {
    var info = completed.batchInfo();
    var records = recordsByTime.remove(info.batchTime().milliseconds());
    if (records != null) {
      steering.done(
          records,
          ((Number) info.processingDelay().get()).doubleValue(),
          ((Number) info.schedulingDelay().get()).doubleValue());
    }
  }
}
