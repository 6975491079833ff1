package dev.sluice.worker.program;

import dev.sluice.worker.settings.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The jar of a job's program. Driver and workers open it alike and compare digests: names of
 * lambdas do not tell one version of a program from another.
 */
public final class ProgramJar implements AutoCloseable {
  private final Path path;
  private final String digest;
  private final URLClassLoader classLoader;

  private ProgramJar(Path path, String digest, URLClassLoader classLoader) {
    this.path = path;
    this.digest = digest;
    this.classLoader = classLoader;
  }

  /**
   * Opens a jar on this machine.
   *
   * @param location a {@code local:} or {@code file:} URI, or a path
   * @param parent where the classes of Sluice are
   * @throws ConfigurationException if there is no such file or it cannot be read
   */
  public static ProgramJar open(String location, ClassLoader parent) {
    var path = pathOf(location);
    if (!Files.isRegularFile(path)) {
      throw new ConfigurationException(
          "the job's jar %s does not exist: check application.jarURI".formatted(path));
    }
    try {
      var urls = new URL[] {path.toUri().toURL()};
      return new ProgramJar(path, digestOf(path), new URLClassLoader(urls, parent));
    } catch (IOException e) {
      throw new ConfigurationException(
          "the job's jar %s cannot be read: %s".formatted(path, e.getMessage()));
    }
  }

  public Path path() {
    return path;
  }

  /** SHA-256 of the file, in lower-case hexadecimal. */
  public String digest() {
    return digest;
  }

  public ClassLoader classLoader() {
    return classLoader;
  }

  @Override
  public void close() {
    try {
      classLoader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path pathOf(String location) {
    try {
      if (location.startsWith("local:") || location.startsWith("file:")) {
        return Path.of(URI.create(location).getPath());
      }
      return Path.of(location);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new ConfigurationException(
          "application.jarURI is '%s'; it must be like local:///opt/app/job.jar"
              .formatted(location));
    }
  }

  private static String digestOf(Path path) throws IOException {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(path), sha)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }
}
