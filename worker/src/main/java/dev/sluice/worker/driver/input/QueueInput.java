package dev.sluice.worker.driver.input;

import dev.sluice.graph.SourceNode;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.storage.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lists of a queue of the driver's JVM. What was taken is kept until a checkpoint covers it, so
 * that batches can run again after the loss of an executor; a new driver has lost it.
 */
public final class QueueInput implements Input {
  private static final SourceInput.Queue NOTHING = new SourceInput.Queue(List.of());

  private final Queue<? extends List<?>> queue;
  private final boolean oneAtATime;
  private final @Nullable List<?> whenEmpty;
  private final TreeMap<Long, List<?>> taken = new TreeMap<>();
  private long next;

  public QueueInput(SourceNode.QueueSource source) {
    this.queue = source.queue();
    this.oneAtATime = source.oneAtATime();
    this.whenEmpty = source.whenEmpty();
  }

  @Override
  public SourceInput allocate(long timeMillis, List<StoredFile> files) {
    var indices = new ArrayList<Long>();
    for (var list = queue.poll(); list != null; list = queue.poll()) {
      taken.put(next, list);
      indices.add(next++);
      if (oneAtATime) {
        break;
      }
    }
    if (indices.isEmpty() && whenEmpty != null && !whenEmpty.isEmpty()) {
      taken.put(next, whenEmpty);
      indices.add(next++);
    }
    return indices.isEmpty() ? NOTHING : new SourceInput.Queue(indices);
  }

  @Override
  public void restore(SourceProgress restored) {
    if (restored instanceof SourceProgress.Queue progress) {
      next = progress.next();
    }
  }

  @Override
  public void apply(SourceInput input) {
    if (input instanceof SourceInput.Queue elements && !elements.indices().isEmpty()) {
      throw new UnrecoverableInputException(
          "the program reads a queueStream, whose elements a restart cannot bring back: start without the old checkpoint");
    }
  }

  @Override
  public SourceProgress progress() {
    return new SourceProgress.Queue(next);
  }

  @Override
  public boolean hasWaiting() {
    return false;
  }

  /** Returns a list taken earlier. */
  public List<?> element(long index) {
    var list = taken.get(index);
    if (list == null) {
      throw new IllegalStateException("element " + index + " of the queue is gone");
    }
    return list;
  }

  /** Forgets what no batch reads again. */
  public void release(SourceInput.Queue input) {
    input.indices().forEach(taken::remove);
  }
}
