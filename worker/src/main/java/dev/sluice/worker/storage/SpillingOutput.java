package dev.sluice.worker.storage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the bytes of a file that is not there yet: in memory, and from a size on in a temporary
 * file. Used by one thread.
 */
final class SpillingOutput extends OutputStream {
  /** From here on bytes go to a temporary file. */
  static final int MOST_IN_MEMORY = 8 << 20;

  private ByteArrayOutputStream memory = new ByteArrayOutputStream(8 * 1024);
  private @Nullable Path file;
  private @Nullable OutputStream spilled;
  private long length;

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    length += count;
    if (spilled == null && length > MOST_IN_MEMORY) {
      spill();
    }
    if (spilled != null) {
      spilled.write(bytes, offset, count);
    } else {
      memory.write(bytes, offset, count);
    }
  }

  private void spill() throws IOException {
    file = Files.createTempFile("sluice-output-", ".part");
    spilled = Files.newOutputStream(file);
    memory.writeTo(spilled);
    memory = new ByteArrayOutputStream();
  }

  long length() {
    return length;
  }

  /** The temporary file; empty if the content is in memory. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  byte[] inMemory() {
    return memory.toByteArray();
  }

  InputStream content() throws IOException {
    return file == null ? new ByteArrayInputStream(inMemory()) : Files.newInputStream(file);
  }

  @Override
  public void flush() throws IOException {
    if (spilled != null) {
      spilled.flush();
    }
  }

  /** Deletes the temporary file. */
  @Override
  public void close() throws IOException {
    if (spilled != null) {
      spilled.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
