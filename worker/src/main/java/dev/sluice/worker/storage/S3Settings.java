package dev.sluice.worker.storage;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * How to reach an S3 server.
 *
 * @param endpoint address of the server, {@code http} or {@code https}
 * @param region name of its region
 * @param pathStyle whether the bucket is part of the path and not of the host name
 */
public record S3Settings(URI endpoint, String region, boolean pathStyle) {
  public S3Settings {
    requireNonNull(endpoint, "endpoint is null");
    requireNonNull(region, "region is null");
  }

  /** Returns the settings for Amazon's own servers. */
  public static S3Settings amazon(String region) {
    return new S3Settings(URI.create("https://s3." + region + ".amazonaws.com"), region, false);
  }
}
