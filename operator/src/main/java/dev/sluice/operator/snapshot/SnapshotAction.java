package dev.sluice.operator.snapshot;

import org.jspecify.annotations.Nullable;

/** One idempotent step for a snapshot; taken after the status is written. */
public sealed interface SnapshotAction {
  /**
   * Asks a driver for something, in place of what it was asked for before.
   *
   * @param podName the driver's pod
   * @param data name of the snapshot's data
   * @param request what is wanted; null for nothing any more
   */
  record Ask(String podName, String data, @Nullable String request) implements SnapshotAction {}

  /**
   * Has a deletion of the object wait for the operator, or not any more.
   *
   * @param wanted whether it waits
   */
  record Hold(boolean wanted) implements SnapshotAction {}

  /** Deletes the object, whose time is over. */
  record Delete() implements SnapshotAction {}

  /**
   * Tells the user.
   *
   * @param warning whether it is bad news
   * @param reason one word
   * @param message one line
   */
  record Tell(boolean warning, String reason, String message) implements SnapshotAction {}
}
