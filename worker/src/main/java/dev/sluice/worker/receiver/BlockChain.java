package dev.sluice.worker.receiver;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.StartReceiver;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one attempt of a receiver, stored one at a time, each naming the one before it.
 * Thread-safe.
 */
final class BlockChain {
  private final int stream;
  private final int attempt;
  private final int replication;
  private final BlockPlacement placement;
  private final Optional<StreamLog> log;
  private final Announcements announcements;
  private final ReentrantLock turn = new ReentrantLock(true);

  // Guarded by the turn.
  private long sequence;
  private Optional<BlockId> last;
  private boolean ended;

  private volatile Optional<String> position;

  // Guarded by this.
  private @Nullable Thread storing;
  private boolean aborted;

  /**
   * Makes the chain of an attempt.
   *
   * @param replication on how many workers blocks are put that do not go to a log
   * @param log where blocks are written before they count; empty for nowhere
   */
  BlockChain(
      StartReceiver start,
      int replication,
      BlockPlacement placement,
      Optional<StreamLog> log,
      Announcements announcements) {
    this.log = log;
    this.stream = start.getStream();
    this.attempt = start.getAttempt();
    this.replication = replication;
    this.placement = placement;
    this.announcements = announcements;
    this.last =
        start.hasLastBlock()
            ? Optional.of(WireBlocks.fromWire(start.getLastBlock()))
            : Optional.empty();
    this.position =
        start.hasLastPosition() ? Optional.of(start.getLastPosition()) : Optional.empty();
  }

  /** The position of the last block that was stored with one. */
  Optional<String> lastPosition() {
    return position;
  }

  /**
   * Stores a block and returns when it is replicated, or in the log, and the driver knows it; for
   * as long as there is no driver or no executor it waits.
   *
   * @throws ReceiverStoppedException if the receiver was ended or replaced; the block may or may
   *     not be stored
   */
  void store(BlockContent content, @Nullable String blockPosition) {
    if (content.records() == 0) {
      return;
    }
    try {
      turn.lockInterruptibly();
      try {
        enter();
        storeNext(content, blockPosition);
      } finally {
        leave();
        turn.unlock();
      }
    } catch (InterruptedException e) {
      if (!isAborted()) {
        Thread.currentThread().interrupt();
      }
      throw new ReceiverStoppedException("interrupted while a block was stored");
    }
  }

  /** Waits for the block at hand and takes no more. */
  void end() {
    turn.lock();
    try {
      ended = true;
    } finally {
      turn.unlock();
    }
  }

  /** Takes no more blocks, and gives up the one at hand. */
  synchronized void abort() {
    aborted = true;
    if (storing != null) {
      storing.interrupt();
    }
  }

  private void storeNext(BlockContent content, @Nullable String blockPosition)
      throws InterruptedException {
    if (ended) {
      throw new ReceiverStoppedException("the receiver was stopped; the block is not stored");
    }
    var info =
        new BlockInfo(
            new BlockId(stream, attempt, sequence++),
            content.records(),
            BlockEncoder.bytesOf(content),
            last,
            Optional.ofNullable(blockPosition));
    var block = new Block(info, content);
    if (log.isPresent()) {
      var durable = log.get().append(block);
      var holders = placement.place(block, 1);
      tell(WireBlocks.toWire(info, StreamLog.await(durable)), holders);
    } else {
      tell(WireBlocks.toWire(info), placement.place(block, replication));
    }
    last = Optional.of(info.id());
    if (blockPosition != null) {
      position = Optional.of(blockPosition);
    }
  }

  private void tell(dev.sluice.worker.control.wire.BlockInfo block, List<String> holders)
      throws InterruptedException {
    var stored =
        announcements.announce(
            BlockAdded.newBuilder().setBlock(block).addAllWorkerIds(holders).build());
    try {
      stored.get();
    } catch (ExecutionException e) {
      ended = true;
      if (e.getCause() instanceof ReceiverStoppedException refused) {
        throw refused;
      }
      throw new IllegalStateException("a block could not be announced", e.getCause());
    } finally {
      stored.cancel(false);
    }
  }

  private synchronized void enter() {
    if (aborted) {
      throw new ReceiverStoppedException("the receiver was ended; the block is not stored");
    }
    storing = Thread.currentThread();
  }

  private synchronized void leave() {
    storing = null;
    if (aborted && Thread.interrupted()) {
      ended = true;
    }
  }

  private synchronized boolean isAborted() {
    return aborted;
  }
}
