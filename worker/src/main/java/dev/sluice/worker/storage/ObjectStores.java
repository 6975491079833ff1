package dev.sluice.worker.storage;

import java.util.Map;

/** Opens object stores. */
public final class ObjectStores {
  private ObjectStores() {}

  /** Opens a store without talking to it; see {@link StoreProbe} for that. */
  public static ObjectStore open(StoreLocation location) {
    if (location instanceof S3Location s3) {
      return new S3ObjectStore(s3);
    }
    if (location instanceof FileLocation file) {
      return new FileObjectStore(file.directory());
    }
    if (location instanceof TemporaryLocation temporary) {
      return new TemporaryObjectStore(temporary.directory());
    }
    throw new IllegalArgumentException("unknown kind of location: " + location);
  }

  /**
   * Opens the store that a manifest names.
   *
   * @param location {@code s3://bucket/prefix} or {@code file:///directory}
   * @param environment where the credentials are
   * @throws StoreException if the location is malformed or the credentials are not set
   */
  public static ObjectStore open(
      String location, S3Settings settings, Map<String, String> environment) {
    return open(StoreLocation.parse(location, settings, environment));
  }
}
