package dev.sluice.bench.sluice;

import dev.sluice.bench.common.LineCycle;
import java.io.Serializable;
import java.util.Iterator;

/**
 * A part of a source in one batch; its lines are made where the task runs.
 *
 * @param batch number of the batch
 * @param source number of the source
 * @param from position of the first line
 * @param count number of lines
 */
record Slice(long batch, int source, long from, long count) implements Serializable {
  Iterator<String> lines() {
    BatchTimes.started(batch);
    return new LineCycle(source, from, count);
  }
}
