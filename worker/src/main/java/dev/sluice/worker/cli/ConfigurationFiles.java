package dev.sluice.worker.cli;

import dev.sluice.worker.manifest.StreamingJob;
import dev.sluice.worker.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings from mounted ConfigMaps and Secrets: one directory each, one file a key. Reads the files
 * anew with each question, since a mounted directory follows its object.
 */
final class ConfigurationFiles {
  private static final int LARGEST_VALUE = 64 * 1024;

  private final List<Path> directories;

  ConfigurationFiles(List<Path> directories) {
    this.directories = List.copyOf(directories);
  }

  /** {@return the job with these settings under its own} */
  StreamingJob under(StreamingJob job) {
    var settings = read();
    settings.putAll(job.configuration());
    return job.withConfiguration(settings);
  }

  /**
   * Reads all settings; a later directory goes over an earlier one.
   *
   * @throws ConfigurationException if a directory or file can't be read
   */
  Map<String, String> read() {
    var settings = new TreeMap<String, String>();
    for (var directory : directories) {
      try (var files = Files.newDirectoryStream(directory, ConfigurationFiles::isSetting)) {
        for (var file : files) {
          settings.put(file.getFileName().toString(), value(file));
        }
      } catch (IOException e) {
        throw new ConfigurationException(
            "the configuration in %s can't be read: %s".formatted(directory, e));
      }
    }
    return settings;
  }

  /** {@return whether the settings are others now; what can't be read now has not changed} */
  boolean differFrom(Map<String, String> before) {
    try {
      return !read().equals(before);
    } catch (ConfigurationException e) {
      return false;
    }
  }

  /** The volumes of Kubernetes keep their versions in hidden directories. */
  private static boolean isSetting(Path file) {
    return !file.getFileName().toString().startsWith(".") && Files.isRegularFile(file);
  }

  private static String value(Path file) throws IOException {
    if (Files.size(file) > LARGEST_VALUE) {
      throw new ConfigurationException(
          "%s has more than %d bytes: that is no setting; give the ConfigMap to spec.podTemplate as a volume"
              .formatted(file, LARGEST_VALUE));
    }
    return Files.readString(file).stripTrailing();
  }
}
