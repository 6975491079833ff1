package dev.sluice.format;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A part of a file that is in memory. */
record BytesSplit(String path, byte[] content, long start, long end) implements FileSplit {
  @Override
  public long length() {
    return content.length;
  }

  @Override
  public long modifiedMillis() {
    return 0;
  }

  @Override
  public InputStream open(long position) {
    return new ByteArrayInputStream(content, (int) position, content.length - (int) position);
  }
}
