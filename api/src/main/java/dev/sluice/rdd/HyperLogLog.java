package dev.sluice.rdd;

/**
 * Estimates how many different values there are, in memory that depends on the accuracy alone
 * (HyperLogLog with 64-bit hash codes). The registers are a plain array, a byte each, whose length
 * is a power of two. Equal values need equal hash codes in every JVM.
 *
 * <p>The estimate is the one of O. Ertl, <i>New cardinality estimation algorithms for HyperLogLog
 * sketches</i> (2017), algorithm 6: without bias for few values as well as for many, and without
 * tables.
 */
final class HyperLogLog {
  private static final double ERROR_OF_ONE_REGISTER = 1.054;
  private static final int FEWEST_BITS = 4;
  private static final int MOST_BITS = 24;

  private HyperLogLog() {}

  /**
   * The number of registers, as a power of two.
   *
   * @param relativeSD the relative standard deviation to reach
   */
  static int bits(double relativeSD) {
    var bits = (int) Math.ceil(2 * Math.log(ERROR_OF_ONE_REGISTER / relativeSD) / Math.log(2));
    if (!(relativeSD > 0) || bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "relativeSD must be at least 0.00026: %s; for exact numbers use distinct().count()"
              .formatted(relativeSD));
    }
    return Math.max(FEWEST_BITS, bits);
  }

  /** Registers that have seen nothing. */
  static byte[] empty(int bits) {
    return new byte[1 << bits];
  }

  /** Takes a value in; changes and gives back the registers. */
  static byte[] add(byte[] registers, Object value) {
    var bits = Integer.numberOfTrailingZeros(registers.length);
    var hash = hash(value);
    var register = (int) (hash >>> (Long.SIZE - bits));
    var rank = (byte) (Math.min(Long.numberOfLeadingZeros(hash << bits), Long.SIZE - bits) + 1);
    if (rank > registers[register]) {
      registers[register] = rank;
    }
    return registers;
  }

  /** Takes in what others have seen; changes and gives back the first ones. */
  static byte[] merge(byte[] registers, byte[] others) {
    for (var register = 0; register < registers.length; register++) {
      registers[register] = (byte) Math.max(registers[register], others[register]);
    }
    return registers;
  }

  /** How many different values the registers have seen, about. */
  static long estimate(byte[] registers) {
    double size = registers.length;
    var most = Long.SIZE - Integer.numberOfTrailingZeros(registers.length);
    var counts = new int[most + 2];
    for (var rank : registers) {
      counts[rank]++;
    }
    var sum = size * tau(1 - counts[most + 1] / size);
    for (var rank = most; rank >= 1; rank--) {
      sum = 0.5 * (sum + counts[rank]);
    }
    sum += size * sigma(counts[0] / size);
    return Math.round(size * size / (2 * Math.log(2) * sum));
  }

  /** The part of registers that have seen nothing. */
  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    var power = share;
    var weight = 1.0;
    var sum = share;
    double before;
    do {
      power *= power;
      before = sum;
      sum += power * weight;
      weight += weight;
    } while (sum != before);
    return sum;
  }

  /** The part of registers that can count no further. */
  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    var root = share;
    var weight = 1.0;
    var sum = 1 - share;
    double before;
    do {
      root = Math.sqrt(root);
      before = sum;
      weight *= 0.5;
      sum -= (1 - root) * (1 - root) * weight;
    } while (sum != before);
    return sum / 3;
  }

  /** 64 bits even of texts, whose own hash codes would collide among many millions. */
  private static long hash(Object value) {
    if (value instanceof CharSequence text) {
      var hash = 0xcbf29ce484222325L;
      for (var index = 0; index < text.length(); index++) {
        hash = mix(hash ^ text.charAt(index));
      }
      return mix(hash);
    }
    if (value instanceof Long number) {
      return mix(mix(number));
    }
    // Twice: one round leaves whole numbers in a row, which programs count most, further from even.
    return mix(mix(value instanceof Double number ? Double.doubleToLongBits(number) : code(value)));
  }

  private static long code(Object value) {
    return value == null ? 0 : value.hashCode();
  }

  /** SplitMix64's finalizer after its first step: every bit reaches every bit. */
  private static long mix(long value) {
    var bits = value + 0x9e3779b97f4a7c15L;
    bits = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ (bits >>> 27)) * 0x94d049bb133111ebL;
    return bits ^ (bits >>> 31);
  }
}
