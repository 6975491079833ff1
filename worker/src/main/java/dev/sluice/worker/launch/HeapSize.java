package dev.sluice.worker.launch;

import dev.sluice.worker.manifest.StreamingJob;
import java.math.BigDecimal;
import java.util.Map;

/** How much heap a process of a job gets: as in a pod, a share of its memory limit. */
final class HeapSize {
  private static final int DEFAULT_MEGABYTES = 512;
  private static final int SMALLEST_MEGABYTES = 64;
  private static final BigDecimal SHARE = new BigDecimal("0.6");
  private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1 << 20);
  private static final Map<String, Integer> BINARY_POWERS = Map.of("Ki", 10, "Mi", 20, "Gi", 30);
  private static final Map<String, Integer> DECIMAL_POWERS = Map.of("k", 3, "M", 6, "G", 9);

  private HeapSize() {}

  static int megabytes(StreamingJob job) {
    var limit =
        job.document()
            .path("spec")
            .path("executors")
            .path("resources")
            .path("limits")
            .path("memory")
            .asText();
    return limit.isEmpty() ? DEFAULT_MEGABYTES : megabytes(limit);
  }

  /**
   * Reads a Kubernetes quantity.
   *
   * @param quantity such as {@code 1Gi} or {@code 500M}
   * @return the heap in MiB
   */
  static int megabytes(String quantity) {
    var digits = quantity.replaceFirst("[A-Za-z]+$", "");
    var unit = quantity.substring(digits.length());
    var factor = BigDecimal.ONE;
    if (BINARY_POWERS.containsKey(unit)) {
      factor = BigDecimal.valueOf(1L << BINARY_POWERS.get(unit));
    } else if (DECIMAL_POWERS.containsKey(unit)) {
      factor = BigDecimal.TEN.pow(DECIMAL_POWERS.get(unit));
    } else if (!unit.isEmpty()) {
      return DEFAULT_MEGABYTES;
    }
    var bytes = new BigDecimal(digits).multiply(factor).multiply(SHARE);
    return Math.max(SMALLEST_MEGABYTES, bytes.divideToIntegralValue(MEGABYTE).intValue());
  }
}
