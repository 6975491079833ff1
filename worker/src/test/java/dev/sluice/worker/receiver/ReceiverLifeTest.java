package dev.sluice.worker.receiver;

import static dev.sluice.worker.receiver.HostFixture.settings;
import static dev.sluice.worker.receiver.HostFixture.startMessage;
import static dev.sluice.worker.receiver.HostFixture.stopMessage;
import static dev.sluice.worker.receiver.HostFixture.storing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.sluice.worker.control.wire.ReceiverEvent.Kind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverLifeTest {
  private final HostFixture fixture = new HostFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void storesSingleRecordsInOrder() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
    var receiver = fixture.start();

    receiver.store("a");
    receiver.store("b");

    await().until(() -> fixture.executors.records("executor-0").equals(List.of("a", "b")));
  }

  @Test
  void gracefulStopStoresTheLastBufferedBlockFirst() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    var receiver = fixture.start();
    receiver.store("a");
    fixture.host.stop(stopMessage(1, true));

    await().until(receiver::wasStopped);
    var unanswered = fixture.driver.awaitBlock(0);
    assertThat(fixture.driver.kinds()).doesNotContain(Kind.STOPPED);
    fixture.driver.answerBlocks(fixture.host);
    fixture.host.blockStored(FakeDriver.answerTo(unanswered));

    fixture.driver.awaitEvent(Kind.STOPPED);
    assertThat(fixture.executors.records("executor-0")).isEqualTo(List.of("a", "last words"));
    assertThatThrownBy(() -> receiver.store("too late"))
        .isInstanceOf(ReceiverStoppedException.class);
    assertThat(fixture.host.running()).isEmpty();
  }

  @Test
  void restartStoresWhatIsBufferedAndNamesTheDelay() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
    var receiver = fixture.start();
    receiver.store("a");
    receiver.restart("the source went away");
    assertThat(receiver.isStopped()).isTrue();

    var event = fixture.driver.awaitEvent(Kind.RESTARTING);

    assertThat(event.getMessage()).isEqualTo("the source went away");
    assertThat(event.getDelayMillis()).isEqualTo(1234);
    assertThat(fixture.executors.records("executor-0")).isEqualTo(List.of("a", "last words"));
  }

  @Test
  void namesAReceiverWhoseStartBlocksAndEndsItAllTheSame() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.host.start(startMessage(1, new BlockingReceiver()).build(), settings());

    var event = fixture.driver.awaitEvent(Kind.ERROR);
    assertThat(event.getMessage())
        .isEqualTo(
            "onStart of dev.sluice.worker.receiver.BlockingReceiver has not returned for 2 s: start a thread there that receives, and return");
    fixture.host.stop(stopMessage(1, true));

    fixture.driver.awaitEvent(Kind.STOPPED);
    assertThat(fixture.host.running()).isEmpty();
  }

  @Test
  void tellsTheCauseOfARestart() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
    var receiver = fixture.start();
    receiver.restart("the source went away", new IllegalStateException("broken pipe"));

    assertThat(fixture.driver.awaitEvent(Kind.RESTARTING).getMessage())
        .isEqualTo("the source went away: broken pipe");
  }

  @Test
  void stoppingWaitsForAReliableStore() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    var receiver = fixture.start();
    var stored = storing(receiver, "a");
    var added = fixture.driver.awaitBlock(0);
    receiver.stop("all is read");
    await().until(receiver::wasStopped);
    assertThat(fixture.driver.kinds()).doesNotContain(Kind.STOPPED);

    fixture.driver.answerBlocks(fixture.host);
    fixture.host.blockStored(FakeDriver.answerTo(added));

    await().until(stored::isDone);
    assertThat(fixture.driver.awaitEvent(Kind.STOPPED).getMessage()).isEqualTo("all is read");
  }

  @Test
  void tellsANewDriverHowAReceiverEnded() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
    var receiver = fixture.start();
    receiver.stop("all is read");
    fixture.driver.awaitEvent(Kind.STOPPED);

    fixture.host.registered();

    assertThat(fixture.driver.kinds()).containsExactly(Kind.STARTED, Kind.STOPPED, Kind.STOPPED);
  }

  @Test
  void theDriversStopReplacesARestart() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    var receiver = fixture.start();
    receiver.restart("the source went away");
    var unanswered = fixture.driver.awaitBlock(0);

    fixture.host.stop(stopMessage(1, true));
    fixture.host.blockStored(FakeDriver.answerTo(unanswered));

    fixture.driver.awaitEvent(Kind.STOPPED);
    assertThat(fixture.driver.kinds()).doesNotContain(Kind.RESTARTING);
  }

  @Test
  void answersAStopOfAReceiverThatDoesNotRun() {
    fixture.host.stop(stopMessage(1, true));

    assertThat(fixture.driver.kinds()).containsExactly(Kind.STOPPED);
  }

  @Test
  void aNewAttemptReplacesTheOldOneWithoutAWord() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    var old = fixture.start();
    var waiting = storing(old, "a");
    fixture.driver.awaitBlock(0);

    fixture.host.start(startMessage(2, new ScriptedReceiver()).build(), settings());

    await().until(waiting::isCompletedExceptionally);
    await().until(old::isStopped);
    await().until(() -> fixture.driver.kinds().equals(List.of(Kind.STARTED, Kind.STARTED)));
    assertThat(fixture.host.running())
        .singleElement()
        .satisfies(running -> assertThat(running.getAttempt()).isEqualTo(2));
  }

  @Test
  void theSameAttemptIsConfirmedAndNotStartedAgain() {
    var message = startMessage(1, new ScriptedReceiver()).build();
    var receiver = fixture.start(message);

    fixture.host.start(message, settings());

    assertThat(fixture.driver.kinds()).containsExactly(Kind.STARTED, Kind.STARTED);
    assertThat(receiver.isStopped()).isFalse();
  }

  @Test
  void aReceiverThatCannotStartIsTriedAgainLater() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);

    fixture.host.start(startMessage(1, new ScriptedReceiver(true)).build(), settings());

    assertThat(fixture.driver.awaitEvent(Kind.RESTARTING).getMessage())
        .contains("did not start")
        .contains("no source");
  }

  @Test
  void aReceiverThatCannotBeReadIsTriedAgainLater() {
    var garbage =
        startMessage(1, new ScriptedReceiver())
            .setReceiver(ByteString.copyFromUtf8("not a receiver"))
            .build();

    fixture.host.start(garbage, settings());

    assertThat(fixture.driver.awaitEvent(Kind.RESTARTING).getMessage())
        .startsWith("the receiver cannot be read: ");
    assertThat(fixture.host.running()).isEmpty();
  }

  @Test
  void closingFreesAReceiverThatStores() {
    var waiting = storing(fixture.start(), "a");
    await().until(() -> fixture.own.inventory().size() == 1);

    fixture.host.close();

    await().until(waiting::isCompletedExceptionally);
    assertThat(fixture.driver.kinds()).containsExactly(Kind.STARTED);
  }
}
