package dev.sluice.localstore;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the server is asked to do.
 *
 * @param directory where buckets are, one directory each; created if absent
 * @param address address to listen on
 * @param port port to listen on; 0 for any
 * @param bucket bucket to create if it does not exist
 */
record Options(
    Path directory,
    String address,
    int port,
    Optional<String> bucket,
    String accessKey,
    String secretKey) {
  static final String USAGE =
      "usage: sluice-localstore --directory DIR [--port PORT] [--address ADDRESS] [--bucket NAME];"
          + " credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";

  Options {
    requireNonNull(directory, "directory is null");
    requireNonNull(address, "address is null");
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("--port must be between 0 and 65535: " + port);
    }
    if (bucket.isPresent() && !bucket.get().matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw new IllegalArgumentException("not a bucket name: " + bucket.get());
    }
  }

  /**
   * Reads the command line and the environment.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  static Options parse(String[] arguments, Map<String, String> environment) {
    @Nullable Path directory = null;
    String address = "127.0.0.1";
    int port = 0;
    Optional<String> bucket = Optional.empty();
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value; " + USAGE);
      }
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--directory" -> directory = Path.of(value).toAbsolutePath();
        case "--address" -> address = value;
        case "--port" -> port = number(value);
        case "--bucket" -> bucket = Optional.of(value);
        default ->
            throw new IllegalArgumentException("unknown option " + arguments[i] + "; " + USAGE);
      }
    }
    if (directory == null) {
      throw new IllegalArgumentException("--directory is missing; " + USAGE);
    }
    return new Options(
        directory,
        address,
        port,
        bucket,
        variable(environment, "AWS_ACCESS_KEY_ID"),
        variable(environment, "AWS_SECRET_ACCESS_KEY"));
  }

  private static int number(String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--port is not a number: " + value, e);
    }
  }

  private static String variable(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(name + " is not set: the server needs credentials");
    }
    return value;
  }

  /** Returns the options without the credentials. */
  @Override
  public String toString() {
    return directory + " at " + address + ":" + port;
  }
}
