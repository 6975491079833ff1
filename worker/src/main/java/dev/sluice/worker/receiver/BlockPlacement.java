package dev.sluice.worker.receiver;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockStore;
import dev.sluice.worker.control.wire.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts blocks on executors, one after the other in turn. An executor that fails, or that the driver
 * no longer lists, is left for another one; without any the block waits. Thread-safe.
 */
final class BlockPlacement {
  private static final Logger LOG = LoggerFactory.getLogger(BlockPlacement.class);
  private static final long PAUSE_NANOS = 100_000_000;

  private record Transfer(String workerId, CompletableFuture<Void> done) {}

  private final String self;
  private final BlockStore store;
  private final BlockReplicator replicator;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Transfer> transfers = new ArrayList<>();
  private List<Peer> executors = List.of();
  private int turn;

  BlockPlacement(String self, BlockStore store, BlockReplicator replicator) {
    this.self = self;
    this.store = store;
    this.replicator = replicator;
  }

  /** Takes the executors that blocks may be put on. */
  void executors(List<Peer> listed) {
    List<Transfer> orphans;
    lock.lock();
    try {
      executors = List.copyOf(listed);
      orphans = transfers.stream().filter(transfer -> !lists(transfer.workerId())).toList();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    orphans.forEach(
        transfer ->
            transfer
                .done()
                .completeExceptionally(
                    new IllegalStateException("the driver lost executor " + transfer.workerId())));
  }

  /**
   * Stores a block; waits until that is done.
   *
   * @param replication on how many workers, 1 or 2; this one is the second
   * @return the workers that hold it, first the executor that should process it
   * @throws InterruptedException if the receiver is ended meanwhile
   */
  List<String> place(Block block, int replication) throws InterruptedException {
    if (replication > 1) {
      await(store.put(block));
    }
    while (true) {
      var executor = next();
      if (executor.getWorkerId().equals(self)) {
        await(store.put(block));
        return List.of(self);
      }
      if (transfer(executor, block)) {
        return replication > 1
            ? List.of(executor.getWorkerId(), self)
            : List.of(executor.getWorkerId());
      }
      pause();
    }
  }

  private boolean transfer(Peer executor, Block block) throws InterruptedException {
    var transfer = new Transfer(executor.getWorkerId(), replicator.put(executor, block));
    lock.lock();
    try {
      if (!lists(executor.getWorkerId())) {
        transfer.done().cancel(false);
        return false;
      }
      transfers.add(transfer);
    } finally {
      lock.unlock();
    }
    try {
      transfer.done().get();
      return true;
    } catch (ExecutionException e) {
      LOG.warn(
          "{} goes to another executor than {}: {}",
          block.id(),
          executor.getWorkerId(),
          String.valueOf(e.getCause()));
      return false;
    } finally {
      transfer.done().cancel(false);
      lock.lock();
      try {
        transfers.remove(transfer);
      } finally {
        lock.unlock();
      }
    }
  }

  private Peer next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (executors.isEmpty()) {
        changed.await();
      }
      var others = executors.stream().filter(peer -> !peer.getWorkerId().equals(self)).toList();
      var candidates = others.isEmpty() ? executors : others;
      return candidates.get(Math.floorMod(turn++, candidates.size()));
    } finally {
      lock.unlock();
    }
  }

  /** After a failure, so that a single executor that refuses is not asked without end. */
  private void pause() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var before = executors;
      long left = PAUSE_NANOS;
      while (left > 0 && executors.size() < 2 && executors == before) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean lists(String workerId) {
    return executors.stream().anyMatch(peer -> peer.getWorkerId().equals(workerId));
  }

  private static void await(CompletableFuture<@Nullable Void> stored) throws InterruptedException {
    try {
      stored.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the block is not stored: " + e.getCause(), e);
    } catch (InterruptedException e) {
      stored.cancel(false);
      throw e;
    }
  }
}
