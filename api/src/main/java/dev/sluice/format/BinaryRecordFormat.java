package dev.sluice.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * Records of a fixed length; see {@link FileFormats#binaryRecords}.
 *
 * @param recordLength length of a record in bytes, positive
 */
record BinaryRecordFormat(int recordLength) implements FileFormat<byte[]> {
  BinaryRecordFormat {
    if (recordLength <= 0) {
      throw new IllegalArgumentException(
          "the record length must be a positive number of bytes: " + recordLength);
    }
  }

  @Override
  public void read(FileSplit split, Consumer<? super byte[]> target) throws IOException {
    if (split.length() % recordLength != 0) {
      throw new IOException(
          "%s has %d bytes, which is no multiple of the record length %d: correct the record length or remove the file"
              .formatted(split.path(), split.length(), recordLength));
    }
    try (var content = new BufferedInputStream(split.open(split.start()), 64 * 1024)) {
      for (long at = split.start(); at < split.end(); at += recordLength) {
        var record = content.readNBytes(recordLength);
        if (record.length < recordLength) {
          throw new IOException(split.path() + " became shorter while it was read");
        }
        target.accept(record);
      }
    }
  }

  @Override
  public boolean isSplittable(String path) {
    return true;
  }

  @Override
  public int alignment() {
    return recordLength;
  }

  @Override
  public RecordWriter<byte[]> open(OutputStream target) {
    return new RecordWriter<>() {
      @Override
      public void write(byte[] record) throws IOException {
        if (record.length != recordLength) {
          throw new IOException(
              "a record has %d bytes, not %d".formatted(record.length, recordLength));
        }
        target.write(record);
      }

      @Override
      public void finish() {
        // Every record was written at once.
      }
    };
  }
}
