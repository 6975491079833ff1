package dev.sluice.streaming.scheduler;

/**
 * Is told what happens in a job. All methods do nothing unless overridden.
 *
 * <p>They are called by one thread of the driver, in the order of the events, and never at the same
 * time. A method that throws is logged and not called less for it; one that blocks holds up later
 * events but not the job: of events that find 10,000 others waiting the newest are dropped, which
 * is counted and logged. {@link dev.sluice.streaming.StreamingContext#stop} must not be called from
 * here: it throws {@link IllegalStateException}.
 */
public interface StreamingListener {
  /**
   * Batches are being computed.
   *
   * @param streamingStarted when
   */
  default void onStreamingStarted(StreamingListenerStreamingStarted streamingStarted) {}

  /**
   * A receiver runs.
   *
   * @param receiverStarted the receiver
   */
  default void onReceiverStarted(StreamingListenerReceiverStarted receiverStarted) {}

  /**
   * A receiver has reported an error, or starts again because of one.
   *
   * @param receiverError the receiver, with its error
   */
  default void onReceiverError(StreamingListenerReceiverError receiverError) {}

  /**
   * A receiver runs no more.
   *
   * @param receiverStopped the receiver
   */
  default void onReceiverStopped(StreamingListenerReceiverStopped receiverStopped) {}

  /**
   * A batch is cut: its input is fixed.
   *
   * @param batchSubmitted the batch
   */
  default void onBatchSubmitted(StreamingListenerBatchSubmitted batchSubmitted) {}

  /**
   * The first task of a batch is about to run.
   *
   * @param batchStarted the batch
   */
  default void onBatchStarted(StreamingListenerBatchStarted batchStarted) {}

  /**
   * The output of a batch is complete and committed, or an output operation of it has failed for
   * good.
   *
   * @param batchCompleted the batch
   */
  default void onBatchCompleted(StreamingListenerBatchCompleted batchCompleted) {}

  /**
   * An output operation of a batch begins; once more when it is tried again.
   *
   * @param outputOperationStarted the operation
   */
  default void onOutputOperationStarted(
      StreamingListenerOutputOperationStarted outputOperationStarted) {}

  /**
   * An output operation of a batch is complete or has failed.
   *
   * @param outputOperationCompleted the operation
   */
  default void onOutputOperationCompleted(
      StreamingListenerOutputOperationCompleted outputOperationCompleted) {}
}
