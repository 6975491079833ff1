package dev.sluice.format;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Lines of UTF-8 text; see {@link FileFormats#text}. */
final class TextFormat implements FileFormat<String> {
  private static final long serialVersionUID = 1L;

  @Override
  public void read(FileSplit split, Consumer<? super String> target) throws IOException {
    if (isCompressed(split.path())) {
      try (var content = new GZIPInputStream(split.open(0))) {
        new LineReader(content, 0).readAll(Long.MAX_VALUE, target);
      }
      return;
    }
    // The byte before a part says whether a line begins with the part.
    long from = Math.max(0, split.start() - 1);
    try (var content = split.open(from)) {
      var lines = new LineReader(content, from);
      if (split.start() > 0) {
        lines.skipLine();
      }
      lines.readAll(split.end(), target);
    }
  }

  @Override
  public boolean isSplittable(String path) {
    return !isCompressed(path);
  }

  private static boolean isCompressed(String path) {
    return path.endsWith(".gz");
  }

  @Override
  public RecordWriter<String> open(OutputStream target) {
    return new Lines(new BufferedWriter(new OutputStreamWriter(target, StandardCharsets.UTF_8)));
  }

  private record Lines(Writer target) implements RecordWriter<String> {
    @Override
    public void write(String record) throws IOException {
      target.write(record);
      target.write('\n');
    }

    @Override
    public void finish() throws IOException {
      target.flush();
    }
  }
}
