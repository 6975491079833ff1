package dev.sluice.worker.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test that loses a buffer: every one is tracked, and collected garbage is looked at. */
final class LeakCheck implements BeforeAllCallback, AfterEachCallback {
  private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

  @Override
  public void beforeAll(ExtensionContext context) {
    watch();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(collect()).isEmpty();
  }

  static void watch() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + " " + records));
  }

  /** What was found since the last call; a new allocation makes the detector look. */
  static List<String> collect() {
    System.gc();
    PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
    List<String> found = List.copyOf(LEAKS);
    LEAKS.removeAll(found);
    return found;
  }
}
