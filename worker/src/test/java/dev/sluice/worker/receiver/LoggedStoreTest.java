package dev.sluice.worker.receiver;

import static dev.sluice.worker.receiver.HostFixture.storing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.sluice.StorageLevel;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.StartReceiver;
import dev.sluice.worker.serialization.JobObjects;
import dev.sluice.worker.writeahead.SegmentReader;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoggedStoreTest {
  private final HostFixture fixture = new HostFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static StartReceiver logged() {
    var receiver = new ScriptedReceiver(StorageLevel.MEMORY_ONLY_SER_LOGGED);
    return HostFixture.startMessage(1, receiver)
        .setReceiver(ByteString.copyFrom(JobObjects.write(receiver, "a receiver")))
        .setSource("clicks")
        .build();
  }

  @Test
  void tellsNobodyOfABlockBeforeItIsInTheLog() {
    fixture.log.away(true);
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
    var stored = storing(fixture.start(logged()), "a", "b");
    await().until(() -> fixture.log.refused() > 1);
    assertThat(fixture.driver.blocks()).isEmpty();
    assertThat(stored).isNotDone();

    fixture.log.away(false);

    await().until(stored::isDone);
    var block = fixture.driver.blocks().get(0);
    var found = new SegmentReader(fixture.log).contents().blocks().get(0);
    assertThat(found.source()).isEqualTo("clicks");
    assertThat(found.info()).isEqualTo(WireBlocks.fromWire(block.getBlock()));
    assertThat(found.range()).isEqualTo(WireBlocks.fromWire(block.getBlock().getSegment()));
  }

  @Test
  void keepsOneCopyOnAnExecutorAndNoneHere() {
    fixture.host.topology(FakeExecutors.topology("executor-0", "executor-1"));
    fixture.driver.answerBlocks(fixture.host);

    storing(fixture.start(logged()), "a").join();

    assertThat(fixture.driver.blocks().get(0).getWorkerIdsList()).hasSize(1);
    assertThat(fixture.own.inventory()).isEmpty();
  }

  @Test
  void tellsANewDriverWhatIsInTheLogUntilItIsNotNeeded() {
    fixture.host.topology(FakeExecutors.topology("executor-0"));
    fixture.driver.answerBlocks(fixture.host);
    storing(fixture.start(logged()), "a").join();
    var id = WireBlocks.fromWire(fixture.driver.blocks().get(0).getBlock().getId());

    assertThat(fixture.host.logged()).hasSize(1);
    fixture.host.blocksRemoved(List.of(id));

    assertThat(fixture.host.logged()).isEmpty();
  }
}
