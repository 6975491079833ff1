package dev.sluice.examples.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the build has packaged in other modules. The operator does not depend on them: they meet on
 * the wire, here as in a cluster.
 */
final class BuiltJars {
  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private BuiltJars() {}

  static Path worker() {
    return jar("worker", "sluice-worker-");
  }

  static Path store() {
    return jar("localstore", "sluice-localstore-");
  }

  static Path wordCount() {
    return jar("examples/wordcount", "wordcount");
  }

  static Path clicks() {
    return jar("examples/clicks", "clicks");
  }

  private static Path jar(String module, String prefix) {
    Path target = ROOT.resolve(module).resolve("target");
    if (Files.isDirectory(target)) {
      try (var files = Files.list(target)) {
        List<Path> jars =
            files
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .filter(
                    file ->
                        file.getFileName().toString().matches("(.*[0-9T]|wordcount|clicks)\\.jar"))
                .toList();
        if (jars.size() == 1) {
          return jars.get(0);
        }
      } catch (IOException e) {
        throw new IllegalStateException("cannot list " + target, e);
      }
    }
    throw new IllegalStateException(
        "no "
            + prefix
            + "*.jar in "
            + target
            + ": build it first with: mvn package -DskipTests -pl "
            + module
            + " -am");
  }
}
