package dev.sluice.worker.driver.dataset;

/** A plan reads a data set that the executors no longer keep: it has to be planned again. */
public final class LostDataSetException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  LostDataSetException(String hold) {
    super(hold + " is not kept any more");
  }
}
