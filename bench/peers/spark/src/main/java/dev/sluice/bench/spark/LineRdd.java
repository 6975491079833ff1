package dev.sluice.bench.spark;

import dev.sluice.bench.common.BatchSteering;
import dev.sluice.bench.common.LineCycle;
import dev.sluice.bench.common.Tally;
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

/** The lines of one batch, a partition a source, made by an iterator in the task. */
final class LineRdd extends RDD<String> {
  private final long from;
  private final long linesOfEach;

  record Source(int index) implements Partition {}

  @SuppressWarnings("unchecked") // the empty list is a list of anything
  LineRdd(SparkContext context, BatchSteering.Batch batch, ClassTag<String> tag) {
    super(context, (Seq<org.apache.spark.Dependency<?>>) (Seq<?>) Nil$.MODULE$, tag);
    this.from = batch.from();
    this.linesOfEach = batch.linesOfEach();
  }

  @Override
  public Partition[] getPartitions() {
    return IntStream.range(0, Tally.SOURCES).mapToObj(Source::new).toArray(Partition[]::new);
  }

  @Override
  public Iterator<String> compute(Partition split, TaskContext context) {
    var lines = new LineCycle(split.index(), from, linesOfEach);
    return new AbstractIterator<>() {
      @Override
      public boolean hasNext() {
        return lines.hasNext();
      }

      @Override
      public String next() {
        return lines.next();
      }
    };
  }
}
