package dev.sluice.worker.executor.operator;

/** A function of the program failed; names the operator and the partition. */
public final class UserCodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String operator;
  private final int partition;

  UserCodeException(String operator, int partition, Throwable cause) {
    super("%s failed on partition %d: %s".formatted(operator, partition, cause), cause);
    this.operator = operator;
    this.partition = partition;
  }

  /** The operation and its call site. */
  public String operator() {
    return operator;
  }

  /** The partition of the batch. */
  public int partition() {
    return partition;
  }
}
