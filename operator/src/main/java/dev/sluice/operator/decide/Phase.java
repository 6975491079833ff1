package dev.sluice.operator.decide;

/**
 * Where the job stands.
 *
 * @param kind what it means for the conditions
 * @param reason one word for machines
 * @param message one line for people
 */
public record Phase(Kind kind, String reason, String message) {
  /** What a phase means for the conditions. */
  public enum Kind {
    /** The driver is ready. */
    RUNNING,
    /** On the way to running, without help. */
    PROGRESSING,
    /** Going nowhere until someone acts. */
    STALLED,
    /** Over, with a failure. */
    FAILED,
    /** Over, the program has ended. */
    COMPLETE,
    /** On the way to being suspended. */
    SUSPENDING,
    /** Suspended. */
    SUSPENDED
  }

  static Phase progressing(String reason, String message) {
    return new Phase(Kind.PROGRESSING, reason, message);
  }

  static Phase stalled(String reason, String message) {
    return new Phase(Kind.STALLED, reason, message);
  }

  /** Returns whether the job's workers have nothing more to do. */
  public boolean over() {
    return switch (kind) {
      case FAILED, COMPLETE, SUSPENDED -> true;
      case STALLED -> reason.equals(EndReason.NO_RESTORE_POINT.word());
      case RUNNING, PROGRESSING, SUSPENDING -> false;
    };
  }
}
