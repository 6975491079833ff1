package dev.sluice.worker.transport;

import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.security.JobAuthority;
import dev.sluice.worker.security.TlsMaterial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Prints frames a second and round trips in microseconds between two transports of one process,
 * plain and with TLS. A main, not a test.
 */
public final class TransportSpeed {
  private static final int ROUND_TRIPS = 20_000;
  private static final TransportSettings SETTINGS = TransportSettings.defaults();

  private final Transport left;
  private final Transport right;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong answered = new AtomicLong();
  private final Thread driver = Thread.currentThread();
  private final PeerClient toRight;
  private final PeerClient toLeft;
  private volatile boolean echo;

  private TransportSpeed(Optional<TlsMaterial> tls) {
    left = Transport.open(new WorkerIdentity("speed", "left"), SETTINGS, tls);
    right = Transport.open(new WorkerIdentity("speed", "right"), SETTINGS, tls);
    toRight = right(left);
    toLeft = left(right);
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Files.createTempDirectory("transport-speed");
    JobAuthority.create("speed", Instant.now(), Duration.ofHours(1)).issue(directory);
    Optional<TlsMaterial> material = Optional.of(TlsMaterial.load(directory));
    for (int repetition = 0; repetition < 3; repetition++) {
      new TransportSpeed(Optional.empty()).measure("plain");
      new TransportSpeed(material).measure("tls");
    }
  }

  private void measure(String kind) {
    roundTrips();
    long[] nanos = roundTrips();
    Arrays.sort(nanos);
    System.out.printf(
        "%-5s round trip p50 %.1f us, p99 %.1f us%n",
        kind, nanos[nanos.length / 2] / 1e3, nanos[nanos.length * 99 / 100] / 1e3);
    for (int bytes : new int[] {1024, 65_536}) {
      long frames = bytes < 10_000 ? 1_000_000 : 100_000;
      stream(frames / 10, bytes);
      double seconds = stream(frames, bytes) / 1e9;
      System.out.printf(
          "%-5s %6d bytes: %,.0f frames/s, %,.0f MiB/s%n",
          kind, bytes, frames / seconds, frames * (double) bytes / seconds / (1 << 20));
    }
    left.close();
    right.close();
  }

  private long[] roundTrips() {
    echo = true;
    long[] nanos = new long[ROUND_TRIPS];
    for (int index = 0; index < ROUND_TRIPS; index++) {
      long expected = answered.get() + 1;
      long start = System.nanoTime();
      send(toRight, 100);
      while (answered.get() < expected) {
        LockSupport.park(this);
      }
      nanos[index] = System.nanoTime() - start;
    }
    echo = false;
    return nanos;
  }

  private long stream(long frames, int bytes) {
    long goal = received.get() + frames;
    long start = System.nanoTime();
    for (long index = 0; index < frames; index++) {
      send(toRight, bytes);
    }
    while (received.get() < goal) {
      LockSupport.parkNanos(this, 100_000);
    }
    return System.nanoTime() - start;
  }

  private void send(PeerClient client, int bytes) {
    DataFrame frame =
        new DataFrame(
            1, 1, 1, 1, 1, left.allocator().directBuffer(bytes, bytes).writerIndex(bytes));
    while (!client.trySend(frame)) {
      LockSupport.park(this);
    }
  }

  private PeerClient right(Transport from) {
    DataServer server = right.listen(Worker.HOST, 0, this.new Right(), new BlockStore(1));
    return connect(from, "right", server);
  }

  private PeerClient left(Transport from) {
    DataServer server = left.listen(Worker.HOST, 0, this.new Left(), new BlockStore(1));
    return connect(from, "left", server);
  }

  private PeerClient connect(Transport from, String worker, DataServer server) {
    PeerAddress address = new PeerAddress(worker, Worker.HOST, server.address().getPort());
    return from.connect(
        address,
        new PeerListener() {
          @Override
          public void creditAvailable(PeerAddress peer, int exchange) {
            LockSupport.unpark(driver);
          }

          @Override
          public void peerLost(PeerAddress peer, PeerLostException cause) {
            LockSupport.unpark(driver);
          }
        });
  }

  private final class Right implements FrameHandler {
    @Override
    public void data(ReceivedData data) {
      if (echo) {
        send(toLeft, 100);
      } else {
        received.incrementAndGet();
      }
      data.consumed();
    }

    @Override
    public void marker(String from, MarkerFrame marker) {}
  }

  private final class Left implements FrameHandler {
    @Override
    public void data(ReceivedData data) {
      data.consumed();
      answered.incrementAndGet();
      LockSupport.unpark(driver);
    }

    @Override
    public void marker(String from, MarkerFrame marker) {}
  }
}
