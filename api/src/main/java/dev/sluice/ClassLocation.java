package dev.sluice;

import java.io.File;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where a class was loaded from. */
final class ClassLocation {
  private ClassLocation() {}

  /** The path of the jar that holds a class; none for classes of directories and of the JDK. */
  static Optional<String> jar(Class<?> type) {
    var source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      var file = new File(source.getLocation().toURI());
      return file.isFile() ? Optional.of(file.getPath()) : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty(); // not a file of this machine
    }
  }
}
