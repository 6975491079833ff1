package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * Bounds of the data plane.
 *
 * @param windowBytes unconsumed bytes per (peer, exchange) before {@link PeerClient#trySend}
 *     refuses
 * @param frameLimitBytes longest frame, without its length field
 * @param chunkBytes longest piece of a block between two exchange frames
 * @param ioThreads network threads of the process
 * @param connectTimeout for TCP, TLS and HELLO together
 * @param requestTimeout for one block transfer
 * @param pingInterval how often an idle connection is probed
 * @param silenceTimeout how long a peer may be silent before it counts as lost
 * @param closeTimeout how long closing may take
 */
public record TransportSettings(
    int windowBytes,
    int frameLimitBytes,
    int chunkBytes,
    int ioThreads,
    Duration connectTimeout,
    Duration requestTimeout,
    Duration pingInterval,
    Duration silenceTimeout,
    Duration closeTimeout) {
  private static final int MIB = 1024 * 1024;

  public TransportSettings {
    requirePositive("windowBytes", windowBytes);
    requirePositive("frameLimitBytes", frameLimitBytes);
    requirePositive("chunkBytes", chunkBytes);
    requirePositive("ioThreads", ioThreads);
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("requestTimeout", requestTimeout);
    requirePositive("pingInterval", pingInterval);
    requirePositive("silenceTimeout", silenceTimeout);
    requirePositive("closeTimeout", closeTimeout);
    if (pingInterval.compareTo(silenceTimeout) >= 0) {
      throw new IllegalArgumentException(
          "pingInterval %s must be shorter than silenceTimeout %s"
              .formatted(pingInterval, silenceTimeout));
    }
  }

  public static TransportSettings defaults() {
    return new TransportSettings(
        8 * MIB,
        16 * MIB,
        128 * 1024,
        Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors() / 2)),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2));
  }

  public TransportSettings withWindowBytes(int bytes) {
    return new TransportSettings(
        bytes,
        frameLimitBytes,
        chunkBytes,
        ioThreads,
        connectTimeout,
        requestTimeout,
        pingInterval,
        silenceTimeout,
        closeTimeout);
  }

  public TransportSettings withFrameLimitBytes(int bytes) {
    return new TransportSettings(
        windowBytes,
        bytes,
        chunkBytes,
        ioThreads,
        connectTimeout,
        requestTimeout,
        pingInterval,
        silenceTimeout,
        closeTimeout);
  }

  public TransportSettings withIoThreads(int threads) {
    return new TransportSettings(
        windowBytes,
        frameLimitBytes,
        chunkBytes,
        threads,
        connectTimeout,
        requestTimeout,
        pingInterval,
        silenceTimeout,
        closeTimeout);
  }

  public TransportSettings withRequestTimeout(Duration timeout) {
    return new TransportSettings(
        windowBytes,
        frameLimitBytes,
        chunkBytes,
        ioThreads,
        connectTimeout,
        timeout,
        pingInterval,
        silenceTimeout,
        closeTimeout);
  }

  public TransportSettings withKeepalive(Duration interval, Duration silence) {
    return new TransportSettings(
        windowBytes,
        frameLimitBytes,
        chunkBytes,
        ioThreads,
        connectTimeout,
        requestTimeout,
        interval,
        silence,
        closeTimeout);
  }

  public TransportSettings withConnectTimeout(Duration timeout) {
    return new TransportSettings(
        windowBytes,
        frameLimitBytes,
        chunkBytes,
        ioThreads,
        timeout,
        requestTimeout,
        pingInterval,
        silenceTimeout,
        closeTimeout);
  }

  private static void requirePositive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }

  private static void requirePositive(String name, Duration value) {
    requireNonNull(value, name + " is null");
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
