package dev.sluice.worker.checkpoint;

/**
 * Another driver has claimed the log. This process must write nothing more and exits with code 78;
 * a repetition never helps.
 */
public final class FencedException extends RuntimeException {
  public FencedException(long sequence, WriterId own, WriterId other) {
    super(
        "this driver was replaced: log sequence "
            + sequence
            + " was written by epoch "
            + other.epoch()
            + " (own epoch "
            + own.epoch()
            + "); nothing to do, the newer driver goes on");
  }
}
