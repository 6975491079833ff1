package dev.sluice.format;

import dev.sluice.Tuple2;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Each file as one record; see {@link FileFormats#wholeFiles}. */
final class WholeFileFormat implements InputFormat<Tuple2<String, byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  @Override
  public void read(FileSplit split, Consumer<? super Tuple2<String, byte[]>> target)
      throws IOException {
    try (var content = contentOf(split)) {
      var bytes = content.readNBytes(MOST_BYTES);
      if (content.read() >= 0) {
        throw new IOException(
            "%s is longer than one record can be, which is 2 GiB: read it with a format that cuts files into records"
                .formatted(split.path()));
      }
      target.accept(Tuple2.of(split.path(), bytes));
    }
  }

  private static InputStream contentOf(FileSplit split) throws IOException {
    var content = split.open(0);
    return split.path().endsWith(".gz") ? new GZIPInputStream(content) : content;
  }
}
