package dev.sluice.worker.writeahead;

/** A segment, or a block in it, is not what was written: cut short, or changed. */
public final class DamagedSegmentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DamagedSegmentException(String key, String problem) {
    super("%s of the write-ahead log is damaged: %s".formatted(key, problem));
  }
}
