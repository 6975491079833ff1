package dev.sluice.bench.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import dev.sluice.bench.common.Counter;
import dev.sluice.bench.common.LineCycle;
import dev.sluice.bench.common.Tally;
import org.jspecify.annotations.Nullable;

/** A cooperative source with the time of ingestion; its end, at the stop, flushes the windows. */
final class LineSource extends AbstractProcessor {
  private static final int LINES_A_CALL = 256;

  private final EventTimeMapper<String> mapper;
  private @Nullable LineCycle lines;
  private @Nullable Counter emitted;
  private @Nullable Traverser<Object> pending;

  LineSource(EventTimePolicy<? super String> policy) {
    mapper = new EventTimeMapper<>(policy);
  }

  @Override
  protected void init(Context context) {
    var source = context.globalProcessorIndex();
    lines = new LineCycle(source, 0, Long.MAX_VALUE);
    emitted = Tally.emitted(source);
    mapper.addPartitions(1);
  }

  @Override
  public boolean complete() {
    if (lines == null || emitted == null) {
      throw new IllegalStateException("the processor was not initialised");
    }
    var now = System.currentTimeMillis();
    var done = 0;
    for (; done < LINES_A_CALL; done++) {
      if (pending == null) {
        if (Tally.isStopping()) {
          emitted.add(done);
          return true;
        }
        pending = mapper.flatMapEvent(lines.next(), 0, now);
      }
      if (!emitFromTraverser(pending)) {
        break;
      }
      pending = null;
    }
    emitted.add(done);
    return false;
  }
}
