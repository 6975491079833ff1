package dev.sluice.bench.spark;

import dev.sluice.bench.workload.BatchSteering;
import dev.sluice.bench.workload.Feed;
import dev.sluice.bench.workload.Tally;
import java.util.stream.IntStream;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.collection.immutable.Nil$;
import scala.collection.immutable.Seq;
import scala.reflect.ClassTag;

/** The records of one batch, a partition a source, made by an iterator in the task. */
final class FeedRdd<T> extends RDD<T> {
  private final Feed<T> feed;
  private final long from;
  private final long each;

  record Source(int index) implements Partition {}

  @SuppressWarnings("unchecked") // the empty list is a list of anything
  FeedRdd(SparkContext context, Feed<T> feed, BatchSteering.Batch batch, ClassTag<T> tag) {
    super(context, (Seq<org.apache.spark.Dependency<?>>) (Seq<?>) Nil$.MODULE$, tag);
    this.feed = feed;
    this.from = batch.from();
    this.each = batch.each();
  }

  @Override
  public Partition[] getPartitions() {
    return IntStream.range(0, Tally.SOURCES).mapToObj(Source::new).toArray(Partition[]::new);
  }

  @Override
  public Iterator<T> compute(Partition split, TaskContext context) {
    var records = feed.read(split.index(), from, each);
    return new AbstractIterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public T next() {
        return records.next();
      }
    };
  }
}
