package dev.sluice.worker.launch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.worker.manifest.StreamingJob;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code sluice run} takes from a manifest's annotations {@code local.sluice.dev/*}, and the
 * manifest as the local processes get it.
 *
 * @param job the job as Kubernetes would get it
 * @param directory where the manifest is; relative paths begin here
 * @param jar the program's jar on this machine
 * @param companion main class of a helper process in the jar, if there is one
 * @param companionArgs the helper's arguments
 * @param args the program's arguments
 */
record LocalJob(
    StreamingJob job,
    Path directory,
    Path jar,
    Optional<String> companion,
    List<String> companionArgs,
    List<String> args) {
  private static final String PREFIX = "local.sluice.dev/";
  private static final String BUCKET = "sluice";
  private static final String EXECUTOR_CORES = "executor.cores";

  /**
   * Reads the annotations.
   *
   * @param job the job
   * @param manifest its file
   * @param companionPort what <code>${port}</code> stands for
   * @throws LaunchException if the jar is not there
   */
  static LocalJob of(StreamingJob job, Path manifest, int companionPort) {
    var directory = manifest.toAbsolutePath().resolve("..").normalize();
    var args =
        job.annotation(PREFIX + "args")
            .map(text -> words(text, companionPort))
            .orElse(job.application().args());
    return new LocalJob(
        job,
        directory,
        jar(job, directory),
        job.annotation(PREFIX + "companion"),
        job.annotation(PREFIX + "companion-args")
            .map(text -> words(text, companionPort))
            .orElse(List.of()),
        args);
  }

  /**
   * Writes the manifest for the local processes: the same job with the jar of this machine and the
   * embedded store, or what the annotation {@code s3-endpoint} says stands before it.
   *
   * @param endpoint address of the embedded store
   * @return the manifest as JSON, which is YAML too
   */
  ObjectNode render(String endpoint) {
    var document = job.document().deepCopy();
    var spec = (ObjectNode) document.path("spec");
    var application = (ObjectNode) spec.path("application");
    application.put("jarURI", "local://" + jar.toUri().getRawPath());
    args.forEach(application.putArray("args")::add);
    shareCores(spec.withObject("/configuration"));
    var checkpoint = (ObjectNode) spec.path("checkpoint");
    checkpoint.put("location", location());
    checkpoint
        .putObject("s3")
        .put("endpoint", job.annotation(PREFIX + "s3-endpoint").orElse(endpoint))
        .put("region", "us-east-1")
        .put("pathStyleAccess", true);
    return document;
  }

  /** One machine's cores are shared by all executors, unless the manifest says otherwise. */
  private void shareCores(ObjectNode configuration) {
    if (!configuration.has(EXECUTOR_CORES)) {
      var cores = Runtime.getRuntime().availableProcessors() / job.executorReplicas();
      configuration.put(EXECUTOR_CORES, Integer.toString(Math.max(1, cores)));
    }
  }

  /** {@return where state and log are in the embedded store} */
  String location() {
    return "s3://" + BUCKET + "/" + job.name();
  }

  static String bucket() {
    return BUCKET;
  }

  private static Path jar(StreamingJob job, Path directory) {
    var uri = job.application().jarUri();
    if (!uri.startsWith("local://")) {
      throw new LaunchException(
          ExitCode.BAD_CONFIGURATION,
          "spec.application.jarURI is %s, but only local:// jars can be run in this release"
              .formatted(uri));
    }
    var inImage = Path.of(URI.create(uri.replace(" ", "%20")).getPath());
    var given = job.annotation(PREFIX + "jar").map(text -> directory.resolve(text).normalize());
    var candidates =
        given
            .map(List::of)
            .orElse(List.of(inImage, directory.resolve("target").resolve(inImage.getFileName())));
    return candidates.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new LaunchException(
                    ExitCode.BAD_CONFIGURATION,
                    "the job's jar is not there (looked for %s): build it, or name it with the annotation %sjar"
                        .formatted(
                            String.join(" and ", candidates.stream().map(Path::toString).toList()),
                            PREFIX)));
  }

  private static List<String> words(String text, int port) {
    return List.of(text.trim().replace("${port}", Integer.toString(port)).split("\\s+"));
  }
}
