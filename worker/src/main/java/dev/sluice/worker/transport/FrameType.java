package dev.sluice.worker.transport;

/** The byte after the length of a frame. Codes are part of the protocol: never reused. */
enum FrameType {
  HELLO(1),
  DATA(2),
  MARKER(3),
  PUT(4),
  GET(5),
  FRAGMENT(6),
  CANCEL(7),
  PING(8),
  WELCOME(16),
  REFUSED(17),
  CREDIT(18),
  PUT_READY(19),
  PUT_DONE(20),
  FAILED(21),
  BLOCK(22),
  PONG(23);

  private static final FrameType[] BY_CODE = new FrameType[32];

  static {
    for (FrameType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;

  FrameType(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  static FrameType of(int code) {
    FrameType type = code < BY_CODE.length ? BY_CODE[code] : null;
    if (type == null) {
      throw new TransportException("unknown frame type " + code + ": is it another version?");
    }
    return type;
  }
}
