package dev.sluice.worker.driver.output;

/** The generation that an action ran in is over; the output operation is run again. */
public final class RewoundException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RewoundException() {
    super("the batch is computed again; the output operation is called again with it");
  }
}
