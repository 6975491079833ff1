package dev.sluice.worker.cli;

import dev.sluice.worker.export.StateText;
import dev.sluice.worker.storage.ObjectStores;
import dev.sluice.worker.storage.S3Settings;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice checkpoint}: what a job has left in the store. */
@Command(
    name = "checkpoint",
    description = "Reads a job's checkpoints, without the job's program.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class CheckpointCommand {
  @Command(
      name = "export",
      description =
          "Writes the keyed state of the newest checkpoint to standard output, as value<TAB>key lines in order of the keys' bytes. Credentials are in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
      mixinStandardHelpOptions = true)
  int export(
      @Parameters(
              paramLabel = "LOCATION",
              description = "the job's checkpoint location: s3://bucket/prefix, or a directory")
          String location,
      @Option(names = "--endpoint", paramLabel = "URL", description = "address of the S3 server")
          @Nullable URI endpoint,
      @Option(names = "--region", paramLabel = "REGION", defaultValue = "us-east-1") String region,
      @Option(names = "--path-style", description = "put the bucket into the path")
          boolean pathStyle,
      @Option(
              names = "--uid",
              paramLabel = "UID",
              description = "which state, if there are several")
          @Nullable String uid)
      throws IOException {
    var settings =
        endpoint == null ? S3Settings.amazon(region) : new S3Settings(endpoint, region, pathStyle);
    var uri = location.contains(":/") ? location : Path.of(location).toUri().toString();
    var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out));
    try (var store = ObjectStores.open(uri, settings, System.getenv())) {
      StateText.write(store, Optional.ofNullable(uid), out);
    }
    out.flush();
    return 0;
  }
}
