package dev.sluice.worker.receiver;

import dev.sluice.worker.block.Block;
import dev.sluice.worker.block.BlockContent;
import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.StartReceiver;
import java.util.ArrayList;
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
   * Stores blocks and returns when they are replicated, or in the log, and the driver knows it; for
   * as long as there is no driver or no executor it waits.
   *
   * @throws ReceiverStoppedException if the receiver was ended or replaced; the block may or may
   *     not be stored
   */
  void store(List<BlockContent> given, @Nullable String blockPosition) {
    var contents = given.stream().filter(content -> content.records() > 0).toList();
    if (contents.isEmpty()) {
      return;
    }
    try {
      turn.lockInterruptibly();
      try {
        enter();
        storeNext(contents, blockPosition);
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

  private void storeNext(List<BlockContent> contents, @Nullable String blockPosition)
      throws InterruptedException {
    if (ended) {
      throw new ReceiverStoppedException("the receiver was stopped; the block is not stored");
    }
    var blocks = new ArrayList<Block>();
    var before = last;
    for (var content : contents) {
      var info =
          new BlockInfo(
              new BlockId(stream, attempt, sequence++),
              content.records(),
              BlockEncoder.bytesOf(content),
              before,
              Optional.ofNullable(blockPosition));
      blocks.add(new Block(info, content));
      before = Optional.of(info.id());
    }
    if (log.isPresent()) {
      storeLogged(log.get(), blocks);
    } else {
      for (var block : blocks) {
        tell(WireBlocks.toWire(block.info()), placement.place(block, replication));
        accepted(block.info());
      }
    }
  }

  /** All of them may share a segment. */
  private void storeLogged(StreamLog target, List<Block> blocks) throws InterruptedException {
    var durable = blocks.stream().map(target::append).toList();
    var holders = new ArrayList<List<String>>();
    for (var block : blocks) {
      holders.add(placement.place(block, 1));
    }
    for (int index = 0; index < blocks.size(); index++) {
      var info = blocks.get(index).info();
      var range = StreamLog.await(durable.get(index));
      tell(WireBlocks.toWire(info, range), holders.get(index));
      accepted(info);
    }
  }

  private void accepted(BlockInfo info) {
    last = Optional.of(info.id());
    if (info.position().isPresent()) {
      position = info.position();
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
