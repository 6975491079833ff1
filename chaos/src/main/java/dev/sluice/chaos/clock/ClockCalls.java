package dev.sluice.chaos.clock;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * The calls of the machine's clock in a class file. They are told by its constant pool, where each
 * called method is an entry that names its class: another class is named there instead.
 */
final class ClockCalls {
  private static final String TARGET = "dev/sluice/chaos/clock/ShiftedTime";
  private static final Set<String> CALLS =
      Set.of(
          "java/lang/System.currentTimeMillis()J",
          "java/time/Instant.now()Ljava/time/Instant;",
          "java/time/Clock.systemUTC()Ljava/time/Clock;");

  private static final int POOL_SIZE_AT = 8;
  private static final int POOL_AT = 10;
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int METHOD = 10;

  private final ByteBuffer file;
  private final int[] entries;
  private final int poolEnd;

  private ClockCalls(byte[] content) {
    file = ByteBuffer.wrap(content.clone());
    entries = new int[size()];
    var at = POOL_AT;
    for (var index = 1; index < entries.length; index++) {
      entries[index] = at;
      var tag = file.get(at);
      at += length(at, tag);
      index += tag == LONG || tag == DOUBLE ? 1 : 0; // they count as two
    }
    poolEnd = at;
  }

  /**
   * Has the methods of a class call {@link ShiftedTime}.
   *
   * @param content a class file
   * @return the changed class file; empty if the class asks no clock
   */
  static Optional<byte[]> redirected(byte[] content) {
    var calls = new ClockCalls(content);
    return calls.redirect() ? Optional.of(calls.withTarget()) : Optional.empty();
  }

  private boolean redirect() {
    var found = false;
    for (var at : entries) {
      if (at > 0 && file.get(at) == METHOD && CALLS.contains(method(at))) {
        file.putShort(at + 1, (short) (entries.length + 1));
        found = true;
      }
    }
    return found;
  }

  /** The class file with two entries more at the end of the pool: the target's name and class. */
  private byte[] withTarget() {
    var name = TARGET.getBytes(UTF_8);
    var changed = ByteBuffer.allocate(file.capacity() + name.length + 6);
    changed.put(file.array(), 0, poolEnd);
    changed.put((byte) UTF8).putShort((short) name.length).put(name);
    changed.put((byte) CLASS).putShort((short) entries.length);
    changed.put(file.array(), poolEnd, file.capacity() - poolEnd);
    changed.putShort(POOL_SIZE_AT, (short) (entries.length + 2));
    return changed.array();
  }

  private int size() {
    return Short.toUnsignedInt(file.getShort(POOL_SIZE_AT));
  }

  private String method(int at) {
    var nameAndType = entry(at + 3);
    return text(entry(entry(at + 1) + 1))
        + "."
        + text(entry(nameAndType + 1))
        + text(entry(nameAndType + 3));
  }

  /** The place of the entry whose number is at a place. */
  private int entry(int at) {
    return entries[Short.toUnsignedInt(file.getShort(at))];
  }

  private String text(int at) {
    return new String(file.array(), at + 3, Short.toUnsignedInt(file.getShort(at + 1)), UTF_8);
  }

  private int length(int at, int tag) {
    return switch (tag) {
      case UTF8 -> 3 + Short.toUnsignedInt(file.getShort(at + 1));
      case LONG, DOUBLE -> 9;
      case CLASS, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      default -> 5;
    };
  }
}
