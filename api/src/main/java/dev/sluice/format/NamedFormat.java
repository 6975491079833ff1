package dev.sluice.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A format that is looked up by its name where it is used: on the driver when the job starts, so
 * that a wrong name is found at once, and on each executor.
 *
 * @param name name of a {@link FileFormatProvider}
 * @param options what the provider is given
 * @param <T> type of the records
 */
public record NamedFormat<T>(String name, Map<String, String> options) implements FileFormat<T> {
  /** Copies the options. */
  public NamedFormat {
    options = Map.copyOf(options);
  }

  /**
   * Finds the format itself.
   *
   * @param jobClasses where providers are looked for
   * @return the format
   * @throws IllegalArgumentException if there is none of this name, or its options make no sense
   */
  @SuppressWarnings("unchecked") // the caller of named() says what the records are
  public FileFormat<T> resolve(ClassLoader jobClasses) {
    var known = new TreeMap<String, FileFormatProvider>();
    for (var provider : ServiceLoader.load(FileFormatProvider.class, jobClasses)) {
      known.putIfAbsent(provider.name(), provider);
    }
    var provider = known.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "there is no file format '%s'; known are %s: correct the name, or put the jar of its FileFormatProvider into the job's"
              .formatted(name, String.join(", ", known.keySet())));
    }
    return (FileFormat<T>) provider.create(options, jobClasses);
  }

  @Override
  public void read(FileSplit split, Consumer<? super T> target) throws IOException {
    found().read(split, target);
  }

  @Override
  public boolean isSplittable(String path) {
    return found().isSplittable(path);
  }

  @Override
  public int alignment() {
    return found().alignment();
  }

  @Override
  public RecordWriter<T> open(OutputStream target) throws IOException {
    return found().open(target);
  }

  @Override
  public String extension() {
    return found().extension();
  }

  private FileFormat<T> found() {
    var context = Thread.currentThread().getContextClassLoader();
    return resolve(context == null ? NamedFormat.class.getClassLoader() : context);
  }
}
