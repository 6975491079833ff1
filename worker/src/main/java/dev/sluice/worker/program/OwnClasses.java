package dev.sluice.worker.program;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classes of Sluice itself. Loading one takes about a millisecond, and a first batch needs
 * hundreds: a process that waits loads them before.
 */
public final class OwnClasses {
  private static final Logger LOG = LoggerFactory.getLogger(OwnClasses.class);
  private static final String ROOT = "dev/sluice/worker/";
  private static final String SUFFIX = ".class";

  private OwnClasses() {}

  /**
   * Loads packages with what is below them; what can't be loaded is left to its first use.
   *
   * @param packages below {@code dev.sluice.worker}, such as {@code driver}
   * @return how many classes are loaded now
   */
  public static int load(List<String> packages) {
    var source = OwnClasses.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      return 0;
    }
    try {
      var place = Path.of(source.getLocation().toURI());
      if (Files.isDirectory(place)) {
        return packages.stream().mapToInt(name -> below(place, name)).sum();
      }
      try (var jar = FileSystems.newFileSystem(place)) {
        return packages.stream().mapToInt(name -> below(jar.getPath("/"), name)).sum();
      }
    } catch (IOException | URISyntaxException | RuntimeException e) {
      LOG.debug("classes are loaded when they are used", e);
      return 0;
    }
  }

  private static int below(Path place, String name) {
    try (Stream<Path> files = Files.walk(place.resolve(ROOT + name))) {
      return (int)
          files
              .map(file -> place.relativize(file).toString())
              .filter(file -> file.endsWith(SUFFIX) && !file.endsWith("package-info.class"))
              .filter(OwnClasses::isLoaded)
              .count();
    } catch (IOException e) {
      LOG.debug("classes of {} are loaded when they are used", name, e);
      return 0;
    }
  }

  private static boolean isLoaded(String file) {
    var name = file.substring(0, file.length() - SUFFIX.length()).replace('/', '.');
    try {
      Class.forName(name, true, OwnClasses.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      LOG.debug("{} is loaded when it is used", name, e);
      return false;
    }
  }
}
