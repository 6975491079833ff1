package dev.sluice.worker.cli;

import dev.sluice.worker.manifest.StreamingJob;
import dev.sluice.worker.program.ProgramJar;
import dev.sluice.worker.settings.ConfigurationException;
import dev.sluice.worker.settings.Settings;
import dev.sluice.worker.storage.S3Access;
import dev.sluice.worker.storage.S3Settings;
import dev.sluice.worker.storage.StoreLocation;
import java.net.URI;
import java.util.Map;

/** What driver and workers read from a manifest in the same way. */
final class JobPrograms {
  private JobPrograms() {}

  /** Checks the jar against the manifest's digest, if it has one. */
  static void requireDigest(StreamingJob job, ProgramJar jar) {
    job.application()
        .sha256()
        .filter(given -> !given.equals(jar.digest()))
        .ifPresent(
            given -> {
              throw new ConfigurationException(
                  "the jar %s has the SHA-256 %s, not %s: check spec.application.sha256"
                      .formatted(jar.path(), jar.digest(), given));
            });
  }

  /** {@return where state and log are} */
  static StoreLocation checkpointLocation(StreamingJob job, Map<String, String> variables) {
    return StoreLocation.parse(job.checkpoint().location(), s3Settings(job), variables);
  }

  /** {@return another location on the server of the job's checkpoints} */
  static StoreLocation location(StreamingJob job, String location, Map<String, String> variables) {
    return StoreLocation.parse(location, s3Settings(job), variables);
  }

  /** {@return how the S3 server is reached that the job's files are on} */
  static S3Access fileAccess(StreamingJob job, Map<String, String> variables) {
    return S3Access.of(Settings.of(job.configuration()), s3Settings(job), variables);
  }

  private static S3Settings s3Settings(StreamingJob job) {
    var section = job.checkpoint();
    return section.endpoint().isEmpty()
        ? S3Settings.amazon(section.region())
        : new S3Settings(
            URI.create(section.endpoint()), section.region(), section.pathStyleAccess());
  }
}
