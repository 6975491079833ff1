package dev.sluice.worker.driver.batch;

import dev.sluice.worker.codec.RecordFormat;
import java.util.ArrayList;
import java.util.List;

/** Cuts a list of the driver's JVM into encoded partitions. */
public final class Slices {
  private Slices() {}

  /**
   * Encodes a list as partitions of about the same size, in order.
   *
   * @param elements the records
   * @param slices how many partitions at the most; none of them is empty
   */
  public static List<byte[]> encode(List<?> elements, int slices, RecordFormat format) {
    return encodeAll(elements, Math.min(slices, elements.size()), format);
  }

  /**
   * Encodes a list as a number of partitions, in order; some are empty if there are more of them
   * than records.
   *
   * @param count how many partitions
   */
  public static List<byte[]> encodeAll(List<?> elements, int count, RecordFormat format) {
    var encoded = new ArrayList<byte[]>();
    var writer = format.newWriter();
    for (int slice = 0; slice < count; slice++) {
      int from = (int) ((long) slice * elements.size() / count);
      int to = (int) ((long) (slice + 1) * elements.size() / count);
      elements.subList(from, to).forEach(writer::write);
      encoded.add(writer.finish());
    }
    return encoded;
  }
}
