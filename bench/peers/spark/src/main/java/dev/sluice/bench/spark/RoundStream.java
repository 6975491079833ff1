package dev.sluice.bench.spark;

import dev.sluice.bench.workload.KeyRounds;
import dev.sluice.bench.workload.Tally;
import org.apache.spark.rdd.RDD;
import org.apache.spark.streaming.StreamingContext;
import org.apache.spark.streaming.Time;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.dstream.InputDStream;
import scala.Option;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** The keys of each batch by its time, the same again when the job has come back. */
@SuppressWarnings("deprecation") // Spark has deprecated DStreams as a whole
final class RoundStream extends InputDStream<Long> {
  private static final long serialVersionUID = 1;

  private final KeyRounds rounds;

  static JavaInputDStream<Long> of(JavaStreamingContext context, KeyRounds rounds) {
    ClassTag<Long> tag = ClassTag$.MODULE$.apply(Long.class);
    return JavaInputDStream.fromInputDStream(new RoundStream(context.ssc(), rounds, tag), tag);
  }

  private RoundStream(StreamingContext context, KeyRounds rounds, ClassTag<Long> tag) {
    super(context, tag);
    this.rounds = rounds;
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}

  @Override
  @SuppressWarnings("unchecked") // Scala's Long is an object to Java
  public Option<RDD<Long>> compute(Time time) {
    var from = rounds.from(time.milliseconds());
    var until = rounds.until(time.milliseconds());
    var keys = context().sparkContext().range(from, until, 1, Tally.SOURCES);
    return Option.apply((RDD<Long>) (RDD<?>) keys);
  }
}
