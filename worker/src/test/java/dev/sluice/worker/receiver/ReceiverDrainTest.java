package dev.sluice.worker.receiver;

import static dev.sluice.worker.receiver.HostFixture.startMessage;
import static dev.sluice.worker.receiver.HostFixture.storing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.control.wire.ReceiverEvent.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverDrainTest {
  private final HostFixture fixture = new HostFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void storesTheBlockAtHandBeforeTheReceiverIsStopped() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    var receiver = fixture.start();
    var stored = storing(receiver, "a");
    var added = fixture.driver.awaitBlock(0);

    var drained = fixture.host.drain();
    await().until(receiver::isStopped);
    assertThat(receiver.wasStopped()).isFalse();
    fixture.driver.answerBlocks(fixture.host);
    fixture.host.blockStored(FakeDriver.answerTo(added));

    await().until(drained::isDone);
    assertThat(stored).isCompleted();
    assertThat(receiver.wasStopped()).isTrue();
    assertThat(fixture.executors.records("executor-0")).isEqualTo(List.of("a", "last words"));
    assertThat(fixture.driver.awaitEvent(Kind.RESTARTING).getDelayMillis()).isZero();
  }

  @Test
  void sendsAReceiverAwayThatIsStartedMeanwhile() {
    fixture.host.drain().join();

    fixture.host.start(startMessage(2, new ScriptedReceiver()).build(), HostFixture.settings());

    assertThat(fixture.driver.awaitEvent(Kind.RESTARTING).getMessage())
        .isEqualTo("its worker ends gracefully");
    assertThat(fixture.host.running()).isEmpty();
  }
}
