package dev.sluice.worker.receiver;

import static dev.sluice.worker.receiver.HostFixture.startMessage;
import static dev.sluice.worker.receiver.HostFixture.storing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockAdded;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReliableStoreTest {
  private final HostFixture fixture = new HostFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void returnsOnlyWhenTheDriverKnowsTheBlock() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    var stored = storing(fixture.start(), "a", "b");

    var added = fixture.driver.awaitBlock(0);
    assertThat(stored).isNotDone();
    assertThat(added.getWorkerIdsList()).containsExactly("executor-0", "receiver-0");
    assertThat(fixture.executors.records("executor-0")).isEqualTo(List.of("a", "b"));
    assertThat(fixture.own.inventory()).hasSize(1);

    fixture.host.blockStored(FakeDriver.answerTo(added));
    await().until(stored::isDone);
  }

  @Test
  void goesToAnotherExecutorWhenOneDiesWhileItIsAsked() {
    fixture.executors.freeze("executor-0");
    fixture.host.topology(FakeExecutors.topology("executor-0", "executor-1"));
    fixture.driver.answerBlocks(fixture.host);
    var stored = storing(fixture.start(), "a");
    await().until(() -> fixture.executors.asked().contains("executor-0"));

    fixture.executors.kill("executor-0");

    await().until(stored::isDone);
    assertThat(fixture.driver.blocks().get(0).getWorkerIds(0)).isEqualTo("executor-1");
    assertThat(fixture.executors.records("executor-1")).isEqualTo(List.of("a"));
  }

  @Test
  void leavesAnExecutorThatTheDriverLost() {
    fixture.executors.freeze("executor-0");
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
    var stored = storing(fixture.start(), "a");
    await().until(() -> fixture.executors.asked().contains("executor-0"));

    fixture.host.topology(FakeExecutors.topology("executor-1"));

    await().until(stored::isDone);
    assertThat(fixture.driver.blocks().get(0).getWorkerIds(0)).isEqualTo("executor-1");
  }

  @Test
  void waitsForAnExecutor() {
    fixture.driver.answerBlocks(fixture.host);
    var stored = storing(fixture.start(), "a");
    await().until(() -> fixture.own.inventory().size() == 1);
    assertThat(stored).isNotDone();

    fixture.host.topology(FakeExecutors.topology("executor-0"));

    await().until(stored::isDone);
  }

  @Test
  void asksTheOnlyExecutorAgainUntilItTakesTheBlock() {
    fixture.executors.kill("executor-0");
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
    var stored = storing(fixture.start(), "a");
    await().until(() -> fixture.executors.asked().size() > 1);

    fixture.executors.revive("executor-0");

    await().until(stored::isDone);
    assertThat(fixture.executors.records("executor-0")).isEqualTo(List.of("a"));
  }

  @Test
  void takesExecutorsInTurn() {
    fixture.host.topology(FakeExecutors.topology("executor-0", "executor-1"));
    fixture.driver.answerBlocks(fixture.host);
    var receiver = fixture.start();

    for (int i = 0; i < 4; i++) {
      receiver.store(List.of("record " + i));
    }

    assertThat(fixture.driver.blocks().stream().map(added -> added.getWorkerIds(0)))
        .containsExactly("executor-0", "executor-1", "executor-0", "executor-1");
  }

  @Test
  void linksEachBlockToTheOneBefore() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
    var last = new BlockId(HostFixture.STREAM, 6, 41);
    var receiver =
        fixture.start(
            startMessage(7, new ScriptedReceiver())
                .setLastBlock(WireBlocks.toWire(last))
                .setLastPosition("line 9")
                .build());
    assertThat(receiver.lastPosition()).contains("line 9");

    receiver.store(List.of("a").iterator(), "line 10");
    receiver.store(List.of("b"));

    assertThat(receiver.lastPosition()).contains("line 10");
    var first = new BlockId(HostFixture.STREAM, 7, 0);
    assertThat(fixture.driver.blocks().stream().map(ReliableStoreTest::previous))
        .containsExactly(last, first);
    assertThat(fixture.driver.blocks().get(0).getBlock().getPosition()).isEqualTo("line 10");
    assertThat(fixture.driver.blocks().get(1).getBlock().hasPosition()).isFalse();
  }

  @Test
  void tellsANewDriverOfTheBlockThatTheOldOneDidNotAnswer() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    var receiver = fixture.start();
    var stored = storing(receiver, "a");
    var added = fixture.driver.awaitBlock(0);
    fixture.driver.answerBlocks(fixture.host);

    fixture.host.registered();

    await().until(stored::isDone);
    assertThat(fixture.driver.blocks()).containsExactly(added, added);
    receiver.store(List.of("b"));
    assertThat(previous(fixture.driver.blocks().get(2)))
        .isEqualTo(WireBlocks.fromWire(added.getBlock().getId()));
  }

  @Test
  void waitsWhileTheDriverIsAway() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
    var receiver = fixture.start();
    fixture.driver.goAway();
    var stored = storing(receiver, "a");
    await().until(() -> fixture.executors.records("executor-0").size() == 1);
    assertThat(stored).isNotDone();

    fixture.driver.comeBack();
    fixture.host.registered();

    await().until(stored::isDone);
    assertThat(fixture.driver.blocks()).hasSize(1);
  }

  @Test
  void failsWhenTheDriverHasNoUseForTheBlock() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    var receiver = fixture.start();
    var stored = storing(receiver, "a");
    var added = fixture.driver.awaitBlock(0);

    fixture.host.blocksRemoved(List.of(WireBlocks.fromWire(added.getBlock().getId())));

    assertThatThrownBy(stored::get)
        .isInstanceOf(ExecutionException.class)
        .hasMessageContaining("another attempt of the receiver runs");
    assertThatThrownBy(() -> receiver.store(List.of("b")))
        .isInstanceOf(ReceiverStoppedException.class);
  }

  private static BlockId previous(BlockAdded added) {
    return WireBlocks.fromWire(added.getBlock().getPrevious());
  }
}
