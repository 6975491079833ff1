package dev.sluice.cluster.load;

import dev.sluice.StorageLevel;
import dev.sluice.receiver.Receiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes as many records a second as a file says, which it reads again and again. */
final class LoadReceiver extends Receiver<String> {
  private static final long serialVersionUID = 1L;
  private static final int TICKS_PER_SECOND = 20;

  private final String file;
  private transient @Nullable ScheduledExecutorService thread;

  LoadReceiver(String file) {
    super(StorageLevel.MEMORY_AND_DISK);
    this.file = file;
  }

  @Override
  public void onStart() {
    var ticker = Executors.newSingleThreadScheduledExecutor();
    long period = TimeUnit.SECONDS.toMicros(1) / TICKS_PER_SECOND;
    var unused = ticker.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MICROSECONDS);
    thread = ticker;
  }

  private void tick() {
    try {
      int rate = Integer.parseInt(Files.readString(Path.of(file)).strip());
      for (int i = 0; i < rate / TICKS_PER_SECOND; i++) {
        store("record");
      }
    } catch (IOException | RuntimeException e) {
      if (!isStopped()) {
        reportError("the rate can't be read", e);
      }
    }
  }

  @Override
  public void onStop() {
    var ticker = thread;
    if (ticker != null) {
      ticker.shutdownNow();
    }
  }
}
