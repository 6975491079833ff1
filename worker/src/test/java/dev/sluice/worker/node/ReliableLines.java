package dev.sluice.worker.node;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A reliable receiver of numbered lines: it begins behind its last position, stores a line a block
 * and acknowledges after that.
 */
final class ReliableLines extends Receiver<String> {
  private static final long serialVersionUID = 1L;
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Map<String, AtomicInteger> ACKNOWLEDGED = new ConcurrentHashMap<>();

  private final String name = "lines-" + NAMES.incrementAndGet();
  private final List<String> lines;

  ReliableLines(List<String> lines) {
    super(StorageLevel.MEMORY_AND_DISK_SER_2);
    this.lines = List.copyOf(lines);
    ACKNOWLEDGED.put(name, new AtomicInteger());
  }

  @Override
  public void onStart() {
    var thread = new Thread(this::receive, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void onStop() {}

  /** How many lines the source knows to be safe. */
  int acknowledged() {
    return count().get();
  }

  private void receive() {
    var next = lastPosition().map(Integer::parseInt).orElse(0);
    while (next < lines.size() && !isStopped()) {
      store(List.of(lines.get(next)).iterator(), Integer.toString(next + 1));
      next++;
      count().set(next);
    }
    stop("all lines are read");
  }

  private AtomicInteger count() {
    var count = ACKNOWLEDGED.get(name);
    if (count == null) {
      throw new IllegalStateException(name + " is not of this JVM");
    }
    return count;
  }
}
