package dev.sluice.worker.settings;

/** A port that this process should listen on cannot be had; the message is one line. */
public final class PortUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the error for a port.
   *
   * @param address address that was to be bound
   * @param port the port
   * @param variable the environment variable that sets it
   * @param cause what the system said
   */
  public PortUnavailableException(String address, int port, String variable, Throwable cause) {
    super(
        "port %d (%s) cannot be opened on %s: %s; choose another one, or 0 for any free port"
            .formatted(port, variable, address, reason(cause)),
        cause);
  }

  private static String reason(Throwable cause) {
    Throwable deepest = cause;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }
}
