package dev.sluice.bench.jet;

import com.hazelcast.function.ConsumerEx;
import com.hazelcast.function.SupplierEx;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.Sinks;
import dev.sluice.bench.workload.Tally;
import java.util.function.Consumer;

/** Gives each result to a consumer of its own processor; cooperative. */
final class ResultSink<T> extends AbstractProcessor {
  private final Consumer<T> consumer;

  private ResultSink(Consumer<T> consumer) {
    this.consumer = consumer;
  }

  /** The sink of a pipeline, two processors. */
  static <T> Sink<T> of(SupplierEx<ConsumerEx<T>> consumers) {
    return Sinks.fromProcessor(
        "results",
        ProcessorMetaSupplier.of(
            Tally.SOURCES, (SupplierEx<Processor>) () -> new ResultSink<>(consumers.get())));
  }

  @Override
  @SuppressWarnings("unchecked") // what the pipeline's type says
  protected boolean tryProcess0(Object item) {
    consumer.accept((T) item);
    return true;
  }
}
