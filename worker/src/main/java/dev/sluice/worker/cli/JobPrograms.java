package dev.sluice.worker.cli;

import dev.sluice.worker.manifest.StreamingJob;
import dev.sluice.worker.program.ProgramJar;
import dev.sluice.worker.settings.ConfigurationException;
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
    var section = job.checkpoint();
    var settings =
        section.endpoint().isEmpty()
            ? S3Settings.amazon(section.region())
            : new S3Settings(
                URI.create(section.endpoint()), section.region(), section.pathStyleAccess());
    return StoreLocation.parse(section.location(), settings, variables);
  }
}
