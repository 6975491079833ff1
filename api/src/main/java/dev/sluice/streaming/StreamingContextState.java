package dev.sluice.streaming;

/** Where a context is in its life. */
public enum StreamingContextState {
  /** Streams may be added; nothing runs yet. */
  INITIALIZED,
  /** Batches are cut and processed; the graph is fixed. */
  ACTIVE,
  /** Nothing runs any more; the context cannot be started again. */
  STOPPED
}
