package dev.sluice.localstore;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * The main class of the embedded S3 server. It prints one line, {@code listening URL}, when it is
 * ready, and ends when its standard input ends, that is when the process that started it is gone.
 *
 * <p>An object is written to a temporary file and linked or moved to its name, so after a kill at
 * any moment every object is whole. A temporary file may stay behind: it is listed as an object
 * whose key is the intended one with a random suffix.
 */
public final class LocalStore {
  private static final int USAGE_ERROR = 64;
  private static final int UNAVAILABLE = 69;
  private static final long LARGEST_OBJECT = 2_000_000_000;

  private LocalStore() {}

  /** Runs the server until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    Options options;
    try {
      options = Options.parse(arguments, System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("error: " + e.getMessage());
      System.exit(USAGE_ERROR);
      return;
    }
    try {
      URI endpoint = start(options);
      System.out.println("listening " + endpoint);
    } catch (Exception e) {
      System.err.println(
          "error: cannot serve " + options + ": " + e + "; choose another directory or port");
      System.exit(UNAVAILABLE);
      return;
    }
    waitForEnd(System.in);
    Runtime.getRuntime().halt(0);
  }

  /** Starts the server and returns its address. */
  static URI start(Options options) throws Exception {
    Files.createDirectories(options.directory());
    if (options.bucket().isPresent()) {
      Files.createDirectories(options.directory().resolve(options.bucket().get()));
    }
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(new FilesystemNio2BlobStore(options.directory().toString()))
            .endpoint(URI.create("http://" + options.address() + ":" + options.port()))
            .awsAuthentication(
                AuthenticationType.AWS_V2_OR_V4, options.accessKey(), options.secretKey())
            .ignoreUnknownHeaders(true)
            .v4MaxNonChunkedRequestSize(LARGEST_OBJECT)
            .build();
    server.start();
    return URI.create("http://" + options.address() + ":" + server.getPort());
  }

  private static void waitForEnd(InputStream input) throws IOException {
    byte[] buffer = new byte[256];
    while (input.read(buffer) >= 0) {
      // What is sent does not matter, only that the sender is there.
    }
  }
}
