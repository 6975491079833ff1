package dev.sluice.worker.storage;

/** What kind of error an object store reported; decides whether a repetition can help. */
public enum StoreFailure {
  /** The store did not answer or answered with an error of its own; nothing was changed. */
  UNAVAILABLE(true),
  /** The request was sent, the answer is missing: it may have taken effect or may still do so. */
  AMBIGUOUS(true),
  /** The store refused the credentials or the access. */
  DENIED(false),
  /** The bucket or directory does not exist. */
  NO_BUCKET(false),
  /** The object does not exist. */
  NOT_FOUND(false),
  /** The store lacks something that Sluice depends on, such as exact create-if-absent. */
  UNSUPPORTED(false),
  /** The request makes no sense to the store, or the location is malformed. */
  INVALID(false);

  private final boolean retriable;

  StoreFailure(boolean retriable) {
    this.retriable = retriable;
  }

  /** Returns whether the same call may succeed later. */
  public boolean retriable() {
    return retriable;
  }
}
