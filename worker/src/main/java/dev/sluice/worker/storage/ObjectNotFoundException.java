package dev.sluice.worker.storage;

/** The object that was to be read does not exist. */
public final class ObjectNotFoundException extends StoreException {
  private final String key;

  public ObjectNotFoundException(String key) {
    super(StoreFailure.NOT_FOUND, "object does not exist: " + key);
    this.key = key;
  }

  /** Returns the key that was asked for. */
  public String key() {
    return key;
  }
}
