package dev.sluice.worker.driver.receivers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.WorkerSession;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Role;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.workers.Worker;
import dev.sluice.worker.driver.workers.Workers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LostCopiesTest {
  private final BlockTable blocks = new BlockTable();
  private final Workers workers = new Workers();
  private final LostCopies copies = new LostCopies(blocks, workers);
  private final List<String> orders = new ArrayList<>();
  private final Map<String, RecordingSession> sessions = new HashMap<>();

  @Test
  void blocksOfAnExecutorThatDiedAreCopiedFromTheReceiverToAnotherOneOnce() {
    join("executor-0", Role.ROLE_EXECUTOR);
    join("executor-1", Role.ROLE_EXECUTOR);
    join("receiver-0", Role.ROLE_RECEIVER);
    add(0, "executor-0", "receiver-0");
    add(1, "executor-1", "receiver-0");

    lose("executor-0");
    copies.replace();
    join("executor-2", Role.ROLE_EXECUTOR);
    copies.replace();

    assertThat(orders).containsExactly("receiver-0 copies 0 to executor-1");
  }

  @Test
  void blocksOfAReceiverThatDiedAreCopiedBetweenExecutors() {
    join("executor-0", Role.ROLE_EXECUTOR);
    join("executor-1", Role.ROLE_EXECUTOR);
    join("receiver-0", Role.ROLE_RECEIVER);
    add(0, "executor-0", "receiver-0");

    lose("receiver-0");
    copies.replace();
    blocks.copied(block(0).id(), "executor-1");
    lose("executor-0");
    copies.replace();

    assertThat(orders).containsExactly("executor-0 copies 0 to executor-1");
    assertThat(blocks.holders(block(0).id())).containsExactly("executor-1");
  }

  @Test
  void waitsForAnExecutorThatCanTakeTheCopy() {
    join("executor-0", Role.ROLE_EXECUTOR);
    join("receiver-0", Role.ROLE_RECEIVER);
    add(0, "executor-0", "receiver-0");

    lose("executor-0");
    copies.replace();
    assertThat(orders).isEmpty();
    join("executor-1", Role.ROLE_EXECUTOR);
    copies.replace();

    assertThat(orders).containsExactly("receiver-0 copies 0 to executor-1");
  }

  @Test
  void asksAgainWhenWhoShouldTakeTheCopyDies() {
    join("executor-0", Role.ROLE_EXECUTOR);
    join("executor-1", Role.ROLE_EXECUTOR);
    join("executor-2", Role.ROLE_EXECUTOR);
    join("receiver-0", Role.ROLE_RECEIVER);
    add(0, "executor-0", "receiver-0");

    lose("executor-0");
    copies.replace();
    lose("executor-1");
    copies.replace();

    assertThat(orders)
        .containsExactly("receiver-0 copies 0 to executor-1", "receiver-0 copies 0 to executor-2");
  }

  @Test
  void leavesBlocksAloneThatHadOneHolderFromTheBeginning() {
    join("executor-0", Role.ROLE_EXECUTOR);
    join("executor-1", Role.ROLE_EXECUTOR);
    add(0, "executor-0");

    copies.replace();

    assertThat(orders).isEmpty();
  }

  private void join(String id, Role role) {
    var session = new RecordingSession(id);
    sessions.put(id, session);
    workers.join(new Worker(session, Register.newBuilder().setWorkerId(id).addRoles(role).build()));
  }

  private void lose(String id) {
    assertThat(workers.leave(requireNonNull(sessions.remove(id)))).isPresent();
    blocks.workerLost(id);
  }

  private void add(int number, String... holders) {
    for (var holder : holders) {
      blocks.add(block(number), holder);
    }
  }

  private static BlockInfo block(int number) {
    return new BlockInfo(new BlockId(0, 1, number), 10, 100, Optional.empty(), Optional.empty());
  }

  /** A session by its worker's name. */
  private final class RecordingSession implements WorkerSession {
    private final String id;

    RecordingSession(String id) {
      this.id = id;
    }

    @Override
    public String workerId() {
      return id;
    }

    @Override
    public void send(DriverMessage message) {
      for (var copy : message.getCopyBlocks().getCopiesList()) {
        orders.add(
            "%s copies %d to %s"
                .formatted(
                    id,
                    WireBlocks.fromWire(copy.getId()).sequence(),
                    copy.getTarget().getWorkerId()));
      }
    }

    @Override
    public void close(String reason) {
      throw new IllegalStateException("nobody is sent away: " + reason);
    }
  }
}
