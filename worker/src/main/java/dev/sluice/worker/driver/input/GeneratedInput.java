package dev.sluice.worker.driver.input;

import dev.sluice.graph.SourceNode;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.storage.StoredFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists that the program computes from the time of the batch, so that they need not be kept. */
public final class GeneratedInput implements Input {
  private final SourceNode.GeneratedSource source;

  public GeneratedInput(SourceNode.GeneratedSource source) {
    this.source = source;
  }

  @Override
  public SourceInput allocate(long timeMillis, List<StoredFile> files) {
    return new SourceInput.Generated(timeMillis, list(timeMillis) != null);
  }

  /** Returns the list of a time at which there is one. */
  public List<?> element(long timeMillis) {
    var list = list(timeMillis);
    if (list == null) {
      throw new IllegalStateException(
          "%s gave a list for the batch of %d ms and gives none now: it must depend on the time alone"
              .formatted(source.info(), timeMillis));
    }
    return list;
  }

  /** Returns how many partitions a list is cut into. */
  public int slices() {
    return source.slices();
  }

  private @Nullable List<?> list(long timeMillis) {
    try {
      return source.lists().apply(timeMillis);
    } catch (RuntimeException e) {
      throw new JobFailedException(
          "%s failed for the batch of %d ms: %s".formatted(source.info(), timeMillis, e), e);
    }
  }

  @Override
  public void restore(SourceProgress restored) {
    // Everything follows from the time.
  }

  @Override
  public void apply(SourceInput input) {
    // Everything follows from the time.
  }

  @Override
  public SourceProgress progress() {
    return new SourceProgress.Queue(0);
  }

  @Override
  public boolean hasWaiting() {
    return false;
  }
}
