package dev.sluice.worker.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(30)
@ExtendWith(LeakCheck.class)
class ExchangeFramesTest {
  private static final long GENERATION = 5_000_000_007L;
  private static final int FRAME = 1000;
  private static final TransportSettings SETTINGS =
      TransportSettings.defaults().withWindowBytes(10 * (FRAME + Frames.DATA_HEAD));

  private final Worker sender = new Worker("executor-1", SETTINGS);
  private final Worker receiver = new Worker("executor-2", SETTINGS);
  private final Events events = new Events();
  private final PeerClient client = sender.transport.connect(receiver.address(), events);

  @AfterEach
  void stop() {
    sender.close();
    receiver.close();
  }

  @Test
  void carriesAllFieldsAndThePayload() throws Exception {
    ByteBuf payload = sender.transport.allocator().directBuffer().writeLong(42);
    assertThat(client.trySend(new DataFrame(1, GENERATION, 3L, 4, 5, payload))).isTrue();
    client.send(new MarkerFrame(1, GENERATION, 3L, 4, 6L, 7L));

    ReceivedData received = take();
    DataFrame frame = received.frame();
    assertThat(received.from()).isEqualTo("executor-1");
    assertThat(List.of(frame.plan(), frame.exchange(), frame.partition())).containsExactly(1, 4, 5);
    assertThat(List.of(frame.generation(), frame.batch())).containsExactly(GENERATION, 3L);
    assertThat(frame.payload().readLong()).isEqualTo(42);
    received.consumed();
    received.consumed();
    await().untilAsserted(() -> assertThat(receiver.order).hasSize(2));
    assertThat(receiver.order).last().isEqualTo(new MarkerFrame(1, GENERATION, 3L, 4, 6L, 7L));
  }

  @Test
  void aSlowConsumerStopsTheSenderAndNothingIsDropped() throws Exception {
    int sent = fill(0, 0);
    assertThat(sent).isEqualTo(10);
    assertThat(events.credit).isEmpty();

    List<Integer> partitions = new ArrayList<>();
    while (sent < 200) {
      ReceivedData received = take();
      partitions.add(received.frame().partition());
      received.consumed();
      int patience = partitions.size() == sent ? 10 : 0;
      if (events.credit.poll(patience, SECONDS) != null) {
        sent += fill(0, sent);
      }
    }
    while (partitions.size() < sent) {
      ReceivedData received = take();
      partitions.add(received.frame().partition());
      received.consumed();
    }
    assertThat(partitions).isSorted().doesNotHaveDuplicates().hasSize(sent);
  }

  @Test
  void oneExchangeWithoutCreditDoesNotStopAnother() {
    assertThat(fill(0, 0)).isEqualTo(10);
    assertThat(fill(1, 0)).isEqualTo(10);
  }

  @Test
  void markersNeedNoCreditAndStayBehindTheirData() {
    fill(0, 0);
    MarkerFrame marker = new MarkerFrame(0, 0, 0, 0, 10, 0);
    client.send(marker);
    await().untilAsserted(() -> assertThat(receiver.order).hasSize(11));
    assertThat(receiver.order).last().isEqualTo(marker);
  }

  @Test
  void aFrameLargerThanTheWindowPassesWhenTheWindowIsEmpty() throws Exception {
    assertThat(client.trySend(frame(0, 0, 50 * FRAME))).isTrue();
    DataFrame next = frame(0, 1, 1);
    assertThat(client.trySend(next)).isFalse();
    take().consumed();
    assertThat(events.credit.poll(10, SECONDS)).isEqualTo(0);
    assertThat(client.trySend(next)).isTrue();
  }

  @Test
  void refusesToSendAFrameLongerThanTheLimit() {
    DataFrame frame = frame(0, 0, 16 * 1024 * 1024);
    assertThatThrownBy(() -> client.trySend(frame))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("send smaller batches");
    frame.payload().release();
  }

  @Test
  void closesTheConnectionOnAFrameLongerThanTheLimit() throws Exception {
    try (Worker strict = new Worker("strict", SETTINGS.withFrameLimitBytes(10_000))) {
      PeerClient peer = sender.transport.connect(strict.address(), events);
      peer.trySend(frame(0, 0, 20_000));
      assertThat(events.lost.poll(10, SECONDS))
          .hasMessageContaining("strict at 127.0.0.1")
          .hasMessageContaining("exceeds the limit of 10000");
      assertThat(strict.disconnected.poll(10, SECONDS)).contains("exceeds the limit");
    }
  }

  private int fill(int exchange, int first) {
    int sent = 0;
    while (true) {
      DataFrame frame = frame(exchange, first + sent, FRAME);
      if (!client.trySend(frame)) {
        frame.payload().release();
        return sent;
      }
      sent++;
    }
  }

  private DataFrame frame(int exchange, int partition, int bytes) {
    ByteBuf payload = sender.transport.allocator().directBuffer(bytes).writeZero(bytes);
    return new DataFrame(0, 0, 0, exchange, partition, payload);
  }

  private ReceivedData take() throws InterruptedException {
    ReceivedData received = receiver.data.poll(10, SECONDS);
    assertThat(received).isNotNull();
    return java.util.Objects.requireNonNull(received);
  }
}
