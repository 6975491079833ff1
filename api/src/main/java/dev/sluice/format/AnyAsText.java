package dev.sluice.format;

import java.io.IOException;
import java.io.OutputStream;

/** A line a record; see {@link FileFormats#anyAsText}. */
final class AnyAsText implements OutputFormat<Object> {
  private static final long serialVersionUID = 1L;

  @Override
  public RecordWriter<Object> open(OutputStream target) throws IOException {
    var lines = new TextFormat().open(target);
    return new RecordWriter<>() {
      @Override
      public void write(Object record) throws IOException {
        lines.write(String.valueOf(record));
      }

      @Override
      public void finish() throws IOException {
        lines.finish();
      }
    };
  }
}
