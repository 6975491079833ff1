package dev.sluice.operator.kubelet;

/** Something that a pod refers to is not there (yet). */
final class NotReadyException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  NotReadyException(String reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Returns the waiting reason that a kubelet would give. */
  String reason() {
    return reason;
  }

  /** Returns the waiting message that a kubelet would give. */
  String detail() {
    return String.valueOf(getMessage());
  }
}
