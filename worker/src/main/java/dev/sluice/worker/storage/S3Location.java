package dev.sluice.worker.storage;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A prefix in a bucket of an S3 server, with the credentials to use it.
 *
 * @param prefix what every key starts with; empty, or without slashes at its ends
 */
public record S3Location(
    S3Settings settings, String bucket, String prefix, String accessKey, String secretKey)
    implements StoreLocation {

  public S3Location {
    requireNonNull(settings, "settings is null");
    requireNonNull(accessKey, "accessKey is null");
    requireNonNull(secretKey, "secretKey is null");
    if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new StoreException(
          StoreFailure.INVALID,
          "not a bucket name: '"
              + bucket
              + "'; use 3 to 63 lower-case letters, digits, dots and hyphens");
    }
    prefix = prefix.replaceAll("^/+|/+$", "");
    StoreKeys.requirePrefix(prefix);
  }

  static S3Location of(
      String bucket, String path, S3Settings settings, Map<String, String> environment) {
    return new S3Location(
        settings,
        bucket,
        path,
        variable(environment, "AWS_ACCESS_KEY_ID"),
        variable(environment, "AWS_SECRET_ACCESS_KEY"));
  }

  private static String variable(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new StoreException(
          StoreFailure.DENIED,
          "no credentials for the object store: "
              + name
              + " is not set; set checkpoint.credentialsSecretRef or the variable");
    }
    return value;
  }

  /** Returns the location without its credentials. */
  @Override
  public String toString() {
    return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix) + " at " + settings.endpoint();
  }
}
