package dev.sluice.bench.jet;

import com.hazelcast.jet.Traversers;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import dev.sluice.bench.workload.Tally;

/** The word count that W1 and W2 share, as Jet's users write it. */
final class WordSink {
  private WordSink() {}

  static void count(StreamStage<String> lines, int windowMillis) {
    lines
        .flatMap(line -> Traversers.traverseArray(line.split(" ", -1)))
        .groupingKey(word -> word)
        .window(WindowDefinition.tumbling(windowMillis))
        .aggregate(AggregateOperations.counting())
        .writeTo(
            ResultSink.<KeyedWindowResult<String, Long>>of(
                () -> {
                  var totals = Tally.newSink();
                  return count -> totals.add(count.getKey(), count.getValue());
                }));
  }
}
