package dev.sluice.worker.transport;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;

/**
 * A record batch for one partition of an exchange.
 *
 * @param plan the installed plan that it belongs to
 * @param generation raised by the driver with each failure; older frames are dropped by the
 *     consumer
 * @param batch index of the batch
 * @param exchange number of the exchange in the plan; order and credit are kept per exchange
 * @param partition the partition of the receiving stage
 * @param payload the readable bytes, opaque to the transport
 */
public record DataFrame(
    int plan, long generation, long batch, int exchange, int partition, ByteBuf payload) {
  public DataFrame {
    requireNonNull(payload, "payload is null");
  }
}
