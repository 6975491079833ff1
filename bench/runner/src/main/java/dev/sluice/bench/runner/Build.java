package dev.sluice.bench.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Builds modules whose classes are missing or older than a source they are made of. */
final class Build {
  private static final List<String> WORKLOAD = List.of("bench/workload");
  private static final List<String> ENGINE = List.of("api", "crds", "worker");
  private static final long LONGEST_MINUTES = 30;

  private final Path root;

  Build(Path root) {
    this.root = root;
  }

  /** Builds what is missing or stale of the modules and of what they need. */
  void ensure(Set<String> modules) throws IOException, InterruptedException {
    var stale = new LinkedHashSet<String>();
    for (var module : modules) {
      if (isStale(module)) {
        stale.add(module);
      }
    }
    if (!stale.isEmpty()) {
      System.err.println("building " + String.join(", ", stale));
      maven(stale);
      for (var module : stale) {
        Files.writeString(stamp(module), "built\n");
      }
    }
  }

  private boolean isStale(String module) throws IOException {
    var stamp = stamp(module);
    if (!Files.exists(stamp)) {
      return true;
    }
    var built = Files.getLastModifiedTime(stamp);
    var inputs = new LinkedHashSet<>(WORKLOAD);
    inputs.add(module);
    if (module.equals("bench/sluice")) {
      inputs.addAll(ENGINE);
    }
    return inputs.stream().anyMatch(input -> hasNewer(root.resolve(input), built));
  }

  private static boolean hasNewer(Path module, FileTime time) {
    try (var sources = Files.walk(module.resolve("src/main"))) {
      return isNewer(module.resolve("pom.xml"), time)
          || sources.filter(Files::isRegularFile).anyMatch(source -> isNewer(source, time));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isNewer(Path file, FileTime time) {
    try {
      return Files.getLastModifiedTime(file).compareTo(time) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path stamp(String module) {
    return root.resolve(module).resolve("target/bench-built");
  }

  private void maven(Set<String> modules) throws IOException, InterruptedException {
    var command =
        List.of(
            "mvn",
            "-B",
            "-q",
            "-Pbench",
            "-pl",
            String.join(",", modules),
            "-am",
            "package",
            "-DskipTests",
            "-Dspotless.check.skip");
    var log = Files.createTempFile("bench-build", ".log");
    var maven =
        new ProcessBuilder(command)
            .directory(root.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!maven.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES) || maven.exitValue() != 0) {
      maven.destroy();
      throw new UsageException(
          "the build failed: see %s, or run %s".formatted(log, String.join(" ", command)));
    }
    Files.delete(log);
  }
}
