package dev.sluice.worker.storage;

/**
 * {@code s3://bucket/key}, with the key as it is; no character of it is encoded.
 *
 * @param key without a slash at its beginning
 */
record S3Path(String bucket, String key) {
  /** Reads a path; {@code s3a} and {@code s3n} are other names of {@code s3}. */
  static S3Path of(String path) {
    var rest = path.substring(path.indexOf("://") + 3);
    var slash = rest.indexOf('/');
    var bucket = slash < 0 ? rest : rest.substring(0, slash);
    if (bucket.isEmpty()) {
      throw new IllegalArgumentException("'" + path + "' has no bucket: write s3://BUCKET/PREFIX");
    }
    return new S3Path(bucket, slash < 0 ? "" : rest.substring(slash + 1));
  }
}
