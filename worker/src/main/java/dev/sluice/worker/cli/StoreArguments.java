package dev.sluice.worker.cli;

import dev.sluice.worker.settings.ConfigurationException;
import dev.sluice.worker.storage.ObjectStore;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.S3Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The store that a command reads. */
final class StoreArguments {
  @Parameters(
      paramLabel = "LOCATION",
      description =
          "the job's checkpoint location: s3://bucket/prefix, or a directory; credentials are in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
  private String location = "";

  @Option(names = "--endpoint", paramLabel = "URL", description = "address of the S3 server")
  private @Nullable URI endpoint;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      defaultValue = "us-east-1",
      description = "region of the S3 server (default: us-east-1)")
  private String region = "us-east-1";

  @Option(names = "--path-style", description = "put the bucket into the path")
  private boolean pathStyle;

  /** Opens the store; the caller closes it. */
  ObjectStore open() {
    var settings =
        endpoint == null ? S3Settings.amazon(region) : new S3Settings(endpoint, region, pathStyle);
    if (location.contains(":/")) {
      return ObjectStores.open(location, settings, System.getenv());
    }
    var directory = Path.of(location);
    if (!Files.isDirectory(directory)) {
      throw new ConfigurationException(
          "%s is not a directory: name a directory, or s3://bucket/prefix".formatted(location));
    }
    return ObjectStores.open(directory.toUri().toString(), settings, System.getenv());
  }
}
