package dev.sluice.worker.driver.input;

import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.storage.StoredFile;
import java.util.List;

/**
 * A data set that is read in one batch of the job's life: the first one that knows of it. The
 * program brings it along at every start, so the batch can run again.
 */
public final class InitialInput implements Input {
  private static final SourceInput.Queue ALL = new SourceInput.Queue(List.of(0L));
  private static final SourceInput.Queue NOTHING = new SourceInput.Queue(List.of());

  private final SourceNode.CollectionSource source;
  private boolean taken;

  private InitialInput(SourceNode.CollectionSource source) {
    this.source = source;
  }

  /**
   * Makes the input of a data set.
   *
   * @throws IllegalArgumentException if the program does not hold the data set in memory
   */
  public static InitialInput of(Node node) {
    if (node instanceof SourceNode.CollectionSource source) {
      return new InitialInput(source);
    }
    throw new IllegalArgumentException(
        "%s cannot give states to begin with: use parallelize or parallelizePairs"
            .formatted(node.info()));
  }

  /** Returns the records. */
  public List<?> elements() {
    return source.elements();
  }

  @Override
  public SourceInput allocate(long timeMillis, List<StoredFile> files) {
    var part = taken ? NOTHING : ALL;
    taken = true;
    return part;
  }

  @Override
  public void restore(SourceProgress restored) {
    taken = restored instanceof SourceProgress.Queue progress && progress.next() > 0;
  }

  @Override
  public void apply(SourceInput input) {
    taken |= input instanceof SourceInput.Queue elements && !elements.indices().isEmpty();
  }

  @Override
  public SourceProgress progress() {
    return new SourceProgress.Queue(taken ? 1 : 0);
  }

  @Override
  public boolean hasWaiting() {
    return false;
  }
}
