package dev.sluice.worker.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;

/** Where an object store is and how to reach it. */
public sealed interface StoreLocation permits S3Location, FileLocation, TemporaryLocation {

  /**
   * Reads {@code s3://bucket/prefix} or {@code file:///directory}.
   *
   * @param location the location as written in the manifest
   * @param settings how to reach an S3 server; ignored for a directory
   * @param environment where the credentials are: {@code AWS_ACCESS_KEY_ID} and {@code
   *     AWS_SECRET_ACCESS_KEY}
   * @throws StoreException with {@link StoreFailure#INVALID} or {@link StoreFailure#DENIED} and a
   *     message that says what to change
   */
  static StoreLocation parse(
      String location, S3Settings settings, Map<String, String> environment) {
    URI uri;
    try {
      uri = new URI(location);
    } catch (URISyntaxException e) {
      throw malformed(location, e.getReason());
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    if (scheme.equals("file")) {
      String path = uri.getPath();
      if (path == null || !path.startsWith("/")) {
        throw malformed(location, "the directory is not absolute");
      }
      return new FileLocation(Path.of(path));
    }
    if (scheme.equals("s3")) {
      String bucket = uri.getAuthority();
      if (bucket == null) {
        throw malformed(location, "there is no bucket");
      }
      String path = uri.getPath() == null ? "" : uri.getPath();
      return S3Location.of(bucket, path, settings, environment);
    }
    throw malformed(location, "the scheme is '" + scheme + "'");
  }

  private static StoreException malformed(String location, String reason) {
    return new StoreException(
        StoreFailure.INVALID,
        "checkpoint location '"
            + location
            + "' cannot be used: "
            + reason
            + "; write s3://BUCKET/PREFIX or file:///DIRECTORY");
  }
}
