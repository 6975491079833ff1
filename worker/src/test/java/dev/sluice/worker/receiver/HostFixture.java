package dev.sluice.worker.receiver;

import com.google.protobuf.ByteString;
import dev.sluice.receiver.Receiver;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.control.wire.ReceiverEvent;
import dev.sluice.worker.control.wire.StartReceiver;
import dev.sluice.worker.control.wire.StopReceiver;
import dev.sluice.worker.serialization.JobObjects;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.writeahead.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A host of receivers between a fake driver and fake executors. */
final class HostFixture implements AutoCloseable {
  static final int STREAM = 3;

  final FakeDriver driver = new FakeDriver();
  final FakeExecutors executors = new FakeExecutors();
  final MemoryStore log = new MemoryStore();
  final BlockStore own = new BlockStore(1 << 20);
  final ReceiverHost host =
      new ReceiverHost(
          "receiver-0", false, HostFixture.class.getClassLoader(), own, executors, log, driver);

  static ReceiverSettings settings() {
    return new ReceiverSettings(
        Duration.ofMillis(5),
        10,
        Duration.ofMillis(1234),
        false,
        Duration.ofMillis(5),
        RateSettings.of(Settings.of(Map.of())));
  }

  static StartReceiver.Builder startMessage(int attempt, Receiver<?> receiver) {
    return StartReceiver.newBuilder()
        .setStream(STREAM)
        .setAttempt(attempt)
        .setReceiver(ByteString.copyFrom(JobObjects.write(receiver, "a receiver")));
  }

  static StopReceiver stopMessage(int attempt, boolean graceful) {
    return StopReceiver.newBuilder()
        .setStream(STREAM)
        .setAttempt(attempt)
        .setGraceful(graceful)
        .build();
  }

  ScriptedReceiver start() {
    return start(startMessage(1, new ScriptedReceiver()).build());
  }

  ScriptedReceiver start(StartReceiver message) {
    host.start(message, settings());
    driver.awaitEvent(ReceiverEvent.Kind.STARTED);
    var sent =
        (ScriptedReceiver)
            JobObjects.read(
                message.getReceiver().toByteArray(), HostFixture.class.getClassLoader());
    return sent.running();
  }

  /** Stores reliably on another thread, as a receiver does. */
  static CompletableFuture<Void> storing(ScriptedReceiver receiver, String... items) {
    return CompletableFuture.runAsync(
        () -> receiver.store(List.of(items)), task -> new Thread(task, "receiving").start());
  }

  @Override
  public void close() {
    host.close();
  }
}
