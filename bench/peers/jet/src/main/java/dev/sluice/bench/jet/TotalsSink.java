package dev.sluice.bench.jet;

import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import dev.sluice.bench.common.Tally;
import dev.sluice.bench.common.WordTotals;

/** Adds the counts of each window to its totals; cooperative. */
final class TotalsSink extends AbstractProcessor {
  private final WordTotals totals = Tally.newSink();

  @Override
  @SuppressWarnings("unchecked") // what counting() gives for a key of type String
  protected boolean tryProcess0(Object item) {
    var count = (KeyedWindowResult<String, Long>) item;
    totals.add(count.getKey(), count.getValue());
    return true;
  }
}
