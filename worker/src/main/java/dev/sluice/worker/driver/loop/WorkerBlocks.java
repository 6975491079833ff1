package dev.sluice.worker.driver.loop;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.checkpoint.Manifest;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.control.WireBlocks;
import dev.sluice.worker.control.wire.BlockAdded;
import dev.sluice.worker.control.wire.BlockCopied;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.RemoveBlocks;
import dev.sluice.worker.driver.failure.JobFailedException;
import dev.sluice.worker.driver.input.QueueInput;
import dev.sluice.worker.driver.receivers.LostCopies;
import dev.sluice.worker.driver.workers.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Which blocks workers hold for batches, and when they may go. Owned by the event loop. */
final class WorkerBlocks {
  private final JobParts parts;
  private final Consumer<JobFailedException> end;
  private final List<Runnable> untilRecovered = new ArrayList<>();
  private final LostCopies lostCopies;
  private boolean recovered;
  private boolean asLogged = true;
  private long countsFrom;

  /**
   * Makes the keeper of a job's blocks.
   *
   * @param end ends the job, if it must not go on without what is lost
   */
  WorkerBlocks(JobParts parts, Consumer<JobFailedException> end) {
    this.parts = parts;
    this.end = end;
    this.lostCopies = new LostCopies(parts.input().blocks(), parts.workers());
  }

  /** Whether batches consist of what the log says: nothing was lost or is read again. */
  boolean asLogged() {
    return asLogged;
  }

  /** The first generation whose state is that of the batches as they are now. */
  long countsFrom() {
    return countsFrom;
  }

  /** Takes note of the blocks that a worker holds; has it remove those that nobody needs. */
  void joined(Worker worker, Register register) {
    var unneeded = new ArrayList<BlockId>();
    for (var block : register.getBlocksList()) {
      var info = WireBlocks.fromWire(block);
      if (!recovered || parts.input().blocks().knows(info.id())) {
        if (block.hasSegment()) {
          parts.input().blocks().logged(info, WireBlocks.fromWire(block.getSegment()));
        } else {
          parts.input().blocks().add(info, worker.id());
        }
      } else if (!parts.input().receivers().mayAdd(info.id())) {
        unneeded.add(info.id());
      }
    }
    if (!unneeded.isEmpty()) {
      worker.send(removal(unneeded));
    }
  }

  /** Blocks count only after the queue of each stream is rebuilt; before that they have to wait. */
  void added(Worker worker, BlockAdded message) {
    if (recovered) {
      parts.input().receivers().blockAdded(worker, message);
    } else {
      untilRecovered.add(() -> parts.input().receivers().blockAdded(worker, message));
    }
  }

  /** A copy of a block was made; one that nobody needs any more is removed again. */
  void copied(BlockCopied message) {
    var id = WireBlocks.fromWire(message.getId());
    var holder = parts.workers().get(message.getWorkerId());
    if (parts.input().blocks().knows(id)) {
      holder.ifPresent(worker -> parts.input().blocks().copied(id, worker.id()));
    } else if (recovered) {
      holder.ifPresent(worker -> worker.send(removal(List.of(id))));
    }
  }

  /** Workers have come or gone: has blocks that are left with one holder copied to another one. */
  void replicate() {
    if (recovered) {
      lostCopies.replace();
    }
  }

  /** The first workers are there: rebuilds the queues of streams, once. */
  void recover() {
    if (recovered) {
      return;
    }
    recovered = true;
    var rebuilt = parts.input().recovery().rebuild(parts.batches());
    asLogged = rebuilt.startedOver().isEmpty();
    remove(rebuilt.unneeded());
    parts.progress().startAt(parts.batches().countReleased());
    rebuilt.startedOver().forEach(parts.input().receivers()::startOver);
    rebuilt
        .lost()
        .forEach((source, gone) -> parts.input().lost().beforeBatch(source, gone).ifPresent(end));
    untilRecovered.forEach(Runnable::run);
    untilRecovered.clear();
    parts.input().receivers().start();
  }

  /** Whether a source will be read again because batches need what nobody shows. */
  boolean areReadAgain() {
    return parts.input().recovery().readsAgain(parts.batches());
  }

  /**
   * Batches are about to run again. Sources are read again where they can be, and batches go
   * without what nobody shows.
   *
   * @param generation the generation that begins
   * @param firstFree the first batch that no state holds, so that it may consist of something else
   */
  void replaceMissing(long generation, long firstFree) {
    var line = parts.batches();
    var rewound = parts.input().recovery().rewind(line, firstFree);
    if (!rewound.startedOver().isEmpty()) {
      asLogged = false;
      countsFrom = generation;
    }
    remove(rewound.unneeded());
    rewound.startedOver().forEach(parts.input().receivers()::startOver);
    for (var batch : line.all()) {
      var missing = parts.input().recovery().missingIn(batch);
      if (batch.index() >= line.nextToStart() && !missing.isEmpty()) {
        asLogged = false;
        countsFrom = generation;
        parts.input().lost().inBatch(batch, missing).ifPresent(end);
      }
    }
  }

  /** A checkpoint is complete: what it covers is not needed again. */
  void covered(Manifest manifest) {
    var ids = new ArrayList<BlockId>();
    for (var batch : parts.batches().covered(manifest.batchIndex())) {
      batch
          .composition()
          .inputs()
          .forEach(
              (uid, input) -> {
                if (input instanceof SourceInput.Blocks blocks) {
                  blocks.blocks().forEach(block -> ids.add(block.id()));
                } else if (input instanceof SourceInput.Queue taken) {
                  parts
                      .input()
                      .inputs()
                      .get(uid)
                      .filter(QueueInput.class::isInstance)
                      .ifPresent(queue -> ((QueueInput) queue).release(taken));
                }
              });
    }
    remove(ids);
  }

  private void remove(List<BlockId> ids) {
    if (!ids.isEmpty()) {
      parts.input().blocks().remove(ids);
      parts.workers().all().forEach(worker -> worker.send(removal(ids)));
    }
  }

  private static DriverMessage.Builder removal(List<BlockId> ids) {
    return DriverMessage.newBuilder()
        .setRemoveBlocks(
            RemoveBlocks.newBuilder().addAllIds(ids.stream().map(WireBlocks::toWire).toList()));
  }
}
