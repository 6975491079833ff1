package dev.sluice.worker.codec;

/**
 * Numbers that name a codec in bytes. Stable for ever: checkpoints hold them. A number is never
 * given another meaning; {@code docs/checkpoint-format.md} lists them.
 */
final class CodecIds {
  static final int NULL = 0;
  static final int STRING = 1;
  static final int LONG = 2;
  static final int INTEGER = 3;
  static final int DOUBLE = 4;
  static final int FLOAT = 5;
  static final int SHORT = 6;
  static final int BYTE = 7;
  static final int BOOLEAN = 8;
  static final int CHARACTER = 9;
  static final int BYTES = 10;
  static final int TUPLE2 = 11;
  static final int OPTIONAL = 12;
  static final int LIST = 13;
  static final int MAP = 14;
  static final int DURATION = 15;
  static final int INSTANT = 16;
  static final int UUID = 17;
  static final int SET = 18;
  static final int LINKED_MAP = 19;
  static final int SORTED_MAP = 20;
  static final int BIG_INTEGER = 21;
  static final int BIG_DECIMAL = 22;
  static final int ENUM = 23;
  static final int OBJECT = 24;
  static final int SORTED_SET = 25;

  /** In flight only: each value of the run carries its own number. */
  static final int ANY = 63;

  private CodecIds() {}
}
