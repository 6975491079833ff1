package dev.sluice.worker.format;

import dev.sluice.format.FileFormat;
import dev.sluice.format.FileFormatProvider;
import java.util.Map;
import java.util.Set;

/** Sluice's own format for records of any class. */
public final class ObjectFormatProvider implements FileFormatProvider {
  @Override
  public String name() {
    return "objects";
  }

  @Override
  public FileFormat<?> create(Map<String, String> options, ClassLoader jobClasses) {
    FormatOptions.requireKnown(name(), options, Set.of());
    return new ObjectFormat(jobClasses);
  }
}
