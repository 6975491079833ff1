package dev.sluice.bench.jet;

import com.hazelcast.function.FunctionEx;
import com.hazelcast.function.SupplierEx;
import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamSource;
import dev.sluice.bench.workload.Counter;
import dev.sluice.bench.workload.Feed;
import dev.sluice.bench.workload.Tally;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A cooperative source with the time of ingestion; its end, at the stop, flushes the windows. */
final class FeedSource<T> extends AbstractProcessor {
  private static final int RECORDS_A_CALL = 256;

  private final Feed<T> feed;
  private final EventTimeMapper<T> mapper;
  private Iterator<T> records = Collections.emptyIterator();
  private Counter emitted = new Counter();
  private @Nullable Traverser<Object> pending;

  private FeedSource(Feed<T> feed, EventTimePolicy<? super T> policy) {
    this.feed = feed;
    mapper = new EventTimeMapper<>(policy);
  }

  /** The source of a pipeline, two processors. */
  static <T> StreamSource<T> of(Feed<T> feed) {
    FunctionEx<EventTimePolicy<? super T>, ProcessorMetaSupplier> processors =
        policy ->
            ProcessorMetaSupplier.of(
                Tally.SOURCES, (SupplierEx<Processor>) () -> new FeedSource<>(feed, policy));
    return Sources.streamFromProcessorWithWatermarks("feed", true, processors);
  }

  @Override
  protected void init(Context context) {
    var source = context.globalProcessorIndex();
    records = feed.read(source, 0, Long.MAX_VALUE);
    emitted = Tally.emitted(source);
    mapper.addPartitions(1);
  }

  @Override
  public boolean complete() {
    var now = System.currentTimeMillis();
    var done = 0;
    var most = Math.min(RECORDS_A_CALL, Tally.allowed() - emitted.get());
    for (; done < most; done++) {
      if (pending == null) {
        if (Tally.isStopping()) {
          emitted.add(done);
          return true;
        }
        pending = mapper.flatMapEvent(records.next(), 0, now);
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
