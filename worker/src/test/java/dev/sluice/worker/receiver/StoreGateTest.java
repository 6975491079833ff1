package dev.sluice.worker.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class StoreGateTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(10);

  private final StoreGate gate = new StoreGate();

  @Test
  void closesAtOnceWhereNothingIsStored() {
    long begin = System.nanoTime();

    gate.close(LONG);

    assertThat(System.nanoTime() - begin).isLessThan(StoreGate.ACKNOWLEDGE_NANOS);
    assertThatThrownBy(gate::enter).isInstanceOf(ReceiverStoppedException.class);
  }

  @Test
  void waitsForTheBlockAtHandAndUntilTheNextOneIsRefused() {
    gate.enter();
    var closing = new Thread(() -> gate.close(LONG), "closing");
    closing.start();
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

    gate.leave();
    assertThatThrownBy(gate::enter).isInstanceOf(ReceiverStoppedException.class);

    await().until(() -> !closing.isAlive());
  }

  @Test
  void givesAReceiverTimeToTellItsSourceOfTheLastBlock() {
    gate.enter();
    gate.leave();
    long begin = System.nanoTime();

    gate.close(LONG);

    assertThat(System.nanoTime() - begin).isGreaterThan(StoreGate.ACKNOWLEDGE_NANOS / 2);
  }

  @Test
  void waitsNoLongerThanItWasToldTo() {
    gate.enter();

    gate.close(TimeUnit.MILLISECONDS.toNanos(10));

    assertThatThrownBy(gate::enter).isInstanceOf(ReceiverStoppedException.class);
  }
}
