package dev.sluice.bench.jet;

import com.hazelcast.function.SupplierEx;
import com.hazelcast.jet.core.AbstractProcessor;
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

/** A cooperative source without timestamps. */
final class PlainSource<T> extends AbstractProcessor {
  private static final int RECORDS_A_CALL = 256;

  private final Feed<T> feed;
  private Iterator<T> records = Collections.emptyIterator();
  private Counter emitted = new Counter();
  private @Nullable T pending;

  private PlainSource(Feed<T> feed) {
    this.feed = feed;
  }

  /** The source of a pipeline, two processors. */
  static <T> StreamSource<T> of(Feed<T> feed) {
    return Sources.streamFromProcessor(
        "feed",
        ProcessorMetaSupplier.of(
            Tally.SOURCES, (SupplierEx<Processor>) () -> new PlainSource<>(feed)));
  }

  @Override
  protected void init(Context context) {
    var source = context.globalProcessorIndex();
    records = feed.read(source, 0, Long.MAX_VALUE);
    emitted = Tally.emitted(source);
  }

  @Override
  public boolean complete() {
    var done = 0;
    var most = Math.min(RECORDS_A_CALL, Tally.allowed() - emitted.get());
    for (; done < most; done++) {
      if (pending == null) {
        if (Tally.isStopping()) {
          emitted.add(done);
          return true;
        }
        pending = records.next();
      }
      if (!tryEmit(pending)) {
        break;
      }
      pending = null;
    }
    emitted.add(done);
    return false;
  }
}
