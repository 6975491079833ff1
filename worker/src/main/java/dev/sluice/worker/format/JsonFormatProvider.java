package dev.sluice.worker.format;

import dev.sluice.format.FileFormat;
import dev.sluice.format.FileFormatProvider;
import java.util.Map;
import java.util.Set;

/** A JSON object a line; option {@code class} names what the records are instead of maps. */
public final class JsonFormatProvider implements FileFormatProvider {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public FileFormat<?> create(Map<String, String> options, ClassLoader jobClasses) {
    FormatOptions.requireKnown(name(), options, Set.of("class"));
    var type = options.get("class");
    try {
      return new JsonFormat(type == null ? Map.class : Class.forName(type, false, jobClasses));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          "the file format json: class %s is not in the job's jar".formatted(type), e);
    }
  }
}
