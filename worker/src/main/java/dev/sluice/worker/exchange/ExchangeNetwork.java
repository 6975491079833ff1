package dev.sluice.worker.exchange;

/**
 * The way from one executor to the others. Thread-safe; no method blocks. What is sent to one
 * executor for one exchange arrives in order.
 */
public interface ExchangeNetwork {
  /** There is no other executor. */
  ExchangeNetwork NONE =
      new ExchangeNetwork() {
        @Override
        public boolean trySend(String workerId, Address address, byte[] records, Runnable credit) {
          throw new IllegalStateException("no way to worker " + workerId);
        }

        @Override
        public void sendMarker(String workerId, Address address) {
          throw new IllegalStateException("no way to worker " + workerId);
        }
      };

  /**
   * What a frame belongs to.
   *
   * @param plan the plan
   * @param generation the generation of the assignment
   * @param batch the batch's index
   * @param exchange the exchange in the plan
   * @param partition the partition; -1 for a marker
   */
  record Address(int plan, long generation, long batch, int exchange, int partition) {}

  /**
   * Sends records unless the credit of that exchange towards that executor is used up.
   *
   * @param workerId the executor
   * @param address where the records belong
   * @param records as written by the codec; not changed any more
   * @param credit called from any thread when it is worth trying again, if this returns false
   * @return whether the records are on their way
   */
  boolean trySend(String workerId, Address address, byte[] records, Runnable credit);

  /**
   * Says that this executor has sent all its records of a batch for an exchange.
   *
   * @param workerId the executor to tell
   * @param address the exchange and batch
   */
  void sendMarker(String workerId, Address address);
}
