package dev.sluice.worker.driver.dataset;

import dev.sluice.worker.control.wire.HeldInput;
import dev.sluice.worker.control.wire.SourceTask;
import dev.sluice.worker.driver.workers.HeldPiece;
import java.util.List;

/** A data set that executors keep, and what reads it. Guarded by its owner. */
final class KeptDataSet {
  private final int node;
  private final String hold;
  private final List<HeldPiece> pieces;
  private final boolean ofOperation;
  private long lastBatch;
  private int actions;
  private boolean released;

  KeptDataSet(int node, String hold, Materialization made) {
    this.node = node;
    this.hold = hold;
    this.pieces = made.pieces();
    this.ofOperation = made.ofOperation();
  }

  int node() {
    return node;
  }

  String hold() {
    return hold;
  }

  List<HeldPiece> pieces() {
    return pieces;
  }

  boolean isOfOperation() {
    return ofOperation;
  }

  void readByBatch(long batch) {
    lastBatch = Math.max(lastBatch, batch);
  }

  void actionBegun() {
    actions++;
  }

  void actionEnded() {
    actions--;
  }

  void release() {
    released = true;
  }

  /** Whether nothing reads it and nothing will. */
  boolean isGarbage(long committedBatch) {
    return released && actions == 0 && lastBatch <= committedBatch;
  }

  SourceTask task(int source, int index, HeldPiece piece) {
    return SourceTask.newBuilder()
        .setSource(source)
        .setIndex(index)
        .setDataSet(
            HeldInput.newBuilder()
                .setHold(hold)
                .setBranch(piece.piece().getBranch())
                .setPartition(piece.piece().getPartition()))
        .build();
  }
}
