package dev.sluice.worker.receiver;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A receiver whose instance on the worker a test gets hold of by name. */
final class ScriptedReceiver extends Receiver<String> {
  private static final long serialVersionUID = 1L;
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final Map<String, ScriptedReceiver> RUNNING = new ConcurrentHashMap<>();

  private final String name = "scripted-" + NAMES.incrementAndGet();
  private final boolean failsToStart;
  private transient volatile boolean onStopCalled;

  ScriptedReceiver() {
    this(false);
  }

  ScriptedReceiver(boolean failsToStart) {
    this(StorageLevel.MEMORY_AND_DISK_SER_2, failsToStart);
  }

  ScriptedReceiver(StorageLevel level) {
    this(level, false);
  }

  private ScriptedReceiver(StorageLevel level, boolean failsToStart) {
    super(level);
    this.failsToStart = failsToStart;
  }

  @Override
  public void onStart() {
    if (failsToStart) {
      throw new IllegalStateException("no source");
    }
    RUNNING.put(name, this);
  }

  @Override
  public void onStop() {
    // What a receiver still has in hand when it is stopped belongs to the stream.
    if (isStarted() || isStopped()) {
      store("last words");
    }
    onStopCalled = true;
  }

  boolean wasStopped() {
    return onStopCalled;
  }

  /** The instance that runs on the worker. */
  ScriptedReceiver running() {
    var running = RUNNING.get(name);
    if (running == null) {
      throw new IllegalStateException(name + " does not run");
    }
    return running;
  }
}
