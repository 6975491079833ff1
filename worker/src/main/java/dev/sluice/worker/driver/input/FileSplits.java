package dev.sluice.worker.driver.input;

import dev.sluice.format.InputFormat;
import dev.sluice.worker.checkpoint.FileReference;
import dev.sluice.worker.control.wire.FilePartInput;
import java.util.ArrayList;
import java.util.List;

/** Cuts large files into parts; a pure function, so that a batch that runs again has the same. */
public final class FileSplits {
  private FileSplits() {}

  /** Offsets of a part: the first byte, and the one behind the last. */
  public record Part(long start, long end) {
    /** Says it to the executor that reads it. */
    public FilePartInput of(FileReference file) {
      return FilePartInput.newBuilder()
          .setPath(file.path())
          .setStart(start)
          .setEnd(end)
          .setLength(file.length())
          .setModifiedMillis(file.modifiedMillis())
          .build();
    }
  }

  /**
   * Cuts a file. An empty file has no part.
   *
   * @param mostBytes length of a part at the most, if the format can be cut
   */
  public static List<Part> of(String path, long length, InputFormat<?> format, long mostBytes) {
    if (length == 0) {
      return List.of();
    }
    if (length <= mostBytes || !format.isSplittable(path)) {
      return List.of(new Part(0, length));
    }
    var step = Math.max(1, mostBytes / format.alignment()) * format.alignment();
    var parts = new ArrayList<Part>();
    for (long start = 0; start < length; start += step) {
      parts.add(new Part(start, Math.min(length, start + step)));
    }
    return parts;
  }
}
