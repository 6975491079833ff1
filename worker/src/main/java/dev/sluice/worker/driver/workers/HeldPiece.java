package dev.sluice.worker.driver.workers;

import dev.sluice.worker.control.wire.OutputPiece;

/** A piece of output and the executor that sent it. */
public record HeldPiece(String worker, OutputPiece piece) {}
