package dev.sluice.worker.format;

import dev.sluice.format.FileFormat;
import dev.sluice.format.FileFormatProvider;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Comma-separated values as maps from column to text; option {@code columns} names the columns to
 * write, with commas between.
 */
public final class CsvFormatProvider implements FileFormatProvider {
  @Override
  public String name() {
    return "csv";
  }

  @Override
  public FileFormat<?> create(Map<String, String> options, ClassLoader jobClasses) {
    FormatOptions.requireKnown(name(), options, Set.of("columns"));
    var columns = options.get("columns");
    return new CsvFormat(columns == null ? List.of() : List.of(columns.split(",", -1)));
  }
}
