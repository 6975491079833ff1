package dev.sluice.worker.checkpoint;

import java.util.Map;

/**
 * The input of one batch. Logged before the output of the batch is released; a batch that is
 * computed again has the same composition.
 *
 * @param index number of the batch, dense, from 1
 * @param timeMillis batch time, in milliseconds since 1970
 * @param inputs what each source gives, by the uid of the source; a source without input may be
 *     absent
 */
public record BatchComposition(long index, long timeMillis, Map<String, SourceInput> inputs) {
  public BatchComposition {
    inputs = Map.copyOf(inputs);
    if (index < 1) {
      throw new IllegalArgumentException("batch index must be positive: " + index);
    }
  }
}
