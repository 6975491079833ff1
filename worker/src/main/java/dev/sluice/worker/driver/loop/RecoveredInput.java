package dev.sluice.worker.driver.loop;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.block.BlockInfo;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.checkpoint.SourceProgress;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.driver.input.BlockTable;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.input.ReceiverInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of the blocks that logged batches need. A source with positions is read again from
 * the checkpoint on when some are gone; blocks of another source are lost, which is said loudly.
 * Owned by the event loop.
 */
final class RecoveredInput {
  private static final Logger LOG = LoggerFactory.getLogger(RecoveredInput.class);

  private final Inputs inputs;
  private final BlockTable blocks;
  private final Map<String, SourceProgress> checkpointed;

  RecoveredInput(Inputs inputs, BlockTable blocks, Map<String, SourceProgress> checkpointed) {
    this.inputs = inputs;
    this.blocks = blocks;
    this.checkpointed = Map.copyOf(checkpointed);
  }

  /** Whether a batch needs a block that nobody shows. */
  boolean blocksMissing(List<Batch> batches) {
    return batches.stream().anyMatch(batch -> !missing(batch.composition()).isEmpty());
  }

  /**
   * Rebuilds the queues of a new driver. Sources that can be read again start over where blocks of
   * logged batches are gone.
   *
   * @return what follows from it
   */
  Rebuilt rebuild(BatchLine line) {
    var orphans = new ArrayList<BlockId>();
    var startedOver = new ArrayList<Integer>();
    for (var stream : inputs.streams()) {
      var held = blocks.ofStream(stream.stream());
      var uid = uidOf(stream);
      var gone =
          line.all().stream()
              .anyMatch(
                  batch ->
                      missing(batch.composition()).stream()
                          .anyMatch(block -> block.id().stream() == stream.stream()));
      var rebuilt = stream.rebuild(held);
      if ((gone || !rebuilt.missing().isEmpty()) && hasPositions(stream, line, held)) {
        startOver(uid, stream, line);
        startedOver.add(stream.stream());
        held.forEach(info -> orphans.add(info.id()));
      } else {
        var needed = new HashSet<BlockId>();
        rebuilt.waiting().forEach(info -> needed.add(info.id()));
        line.all().forEach(b -> blocksOf(b.composition()).forEach(r -> needed.add(r.id())));
        held.stream().map(BlockInfo::id).filter(id -> !needed.contains(id)).forEach(orphans::add);
        if (!rebuilt.missing().isEmpty()) {
          LOG.error(
              "DATA LOST: {} blocks of source {} are on no worker", rebuilt.missing().size(), uid);
        }
      }
    }
    return new Rebuilt(orphans, startedOver);
  }

  /**
   * What follows from rebuilding the queues.
   *
   * @param unneeded blocks that count for nothing and can be removed
   * @param startedOver streams that are read again from an earlier position
   */
  record Rebuilt(List<BlockId> unneeded, List<Integer> startedOver) {
    Rebuilt {
      unneeded = List.copyOf(unneeded);
      startedOver = List.copyOf(startedOver);
    }
  }

  /** Gives up the blocks that nobody shows. */
  void giveUpMissing(List<Batch> batches) {
    for (var batch : batches) {
      var missing = missing(batch.composition());
      if (!missing.isEmpty()) {
        LOG.error(
            "DATA LOST: {} records of batch {} ({} blocks) are on no worker",
            missing.stream().mapToLong(BlockReference::records).sum(),
            batch.index(),
            missing.size());
        missing.forEach(block -> blocks.giveUp(block.id()));
      }
    }
  }

  private void startOver(String uid, ReceiverInput stream, BatchLine line) {
    var point = checkpointed.get(uid);
    var progress = stream.startOver(point instanceof SourceProgress.Blocks known ? known : null);
    LOG.warn(
        "blocks of source {} are gone with their workers: it is read again from {}",
        uid,
        stream.lastPosition().orElse("its beginning"));
    for (var batch : line.all()) {
      var rest = new HashMap<>(batch.composition().inputs());
      rest.remove(uid);
      var points = new HashMap<>(batch.progress());
      points.put(uid, progress);
      var composition = new BatchComposition(batch.index(), batch.timeMillis(), rest);
      var replacement = new Batch(composition, Map.copyOf(points), batch.isLast());
      replacement.logged(batch.logSequence());
      line.replace(replacement);
    }
  }

  private static boolean hasPositions(ReceiverInput stream, BatchLine line, List<BlockInfo> held) {
    if (held.stream().anyMatch(info -> info.position().isPresent())) {
      return true;
    }
    return line.all().stream()
        .flatMap(batch -> blocksOf(batch.composition()).stream())
        .anyMatch(block -> block.id().stream() == stream.stream() && block.position() != null);
  }

  private List<BlockReference> missing(BatchComposition composition) {
    return blocksOf(composition).stream()
        .filter(block -> !blocks.isThere(block.id()) && !blocks.isLost(block.id()))
        .toList();
  }

  private static List<BlockReference> blocksOf(BatchComposition composition) {
    return composition.inputs().values().stream()
        .filter(SourceInput.Blocks.class::isInstance)
        .flatMap(input -> ((SourceInput.Blocks) input).blocks().stream())
        .toList();
  }

  private String uidOf(ReceiverInput stream) {
    return Optional.of(stream).flatMap(inputs::uidOf).orElse("stream " + stream.stream());
  }
}
