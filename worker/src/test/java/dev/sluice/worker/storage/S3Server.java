package dev.sluice.worker.storage;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The embedded S3 server as a process of its own, as a local run starts it. */
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "sluice-test";
  private static final String ACCESS_KEY = "test-key";
  private static final String SECRET_KEY = "test-secret";

  private final Process process;
  private final URI endpoint;

  private S3Server(Process process, URI endpoint) {
    this.process = process;
    this.endpoint = endpoint;
  }

  /** Starts a server over a directory and waits until it listens. */
  public static S3Server start(Path directory) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    java,
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.sluice.localstore.LocalStore",
                    "--directory",
                    directory.toString(),
                    "--bucket",
                    BUCKET))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("AWS_ACCESS_KEY_ID", ACCESS_KEY);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", SECRET_KEY);
    try {
      Process process = builder.start();
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      String line = requireNonNull(output.readLine(), "the S3 server ended at once");
      return new S3Server(process, URI.create(line.replaceFirst("^listening ", "")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns where a bucket of the server is, with its credentials. */
  public S3Location location(String bucket, String prefix) {
    return location(bucket, prefix, SECRET_KEY);
  }

  S3Location location(String bucket, String prefix, String secretKey) {
    S3Settings settings = new S3Settings(endpoint, "us-east-1", true);
    return new S3Location(settings, bucket, prefix, ACCESS_KEY, secretKey);
  }

  /** Kills the process as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close(); // As if the parent had died.
    process.onExit().join();
  }
}
