package dev.sluice.worker.executor;

import dev.sluice.format.FileSplit;
import dev.sluice.worker.control.wire.FilePartInput;
import dev.sluice.worker.storage.JobFiles;
import java.io.IOException;
import java.io.InputStream;

/** A part of a file as a format reads it. Used by one thread. */
record FilePart(FilePartInput input, JobFiles files) implements FileSplit {
  @Override
  public String path() {
    return input.getPath();
  }

  @Override
  public long length() {
    return input.getLength();
  }

  @Override
  public long modifiedMillis() {
    return input.getModifiedMillis();
  }

  @Override
  public long start() {
    return input.getStart();
  }

  @Override
  public long end() {
    return input.getEnd();
  }

  @Override
  public InputStream open(long position) throws IOException {
    return files.open(path(), position, length());
  }
}
