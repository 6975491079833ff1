package dev.sluice.worker.driver.pages;

import dev.sluice.streaming.scheduler.ReceiverInfo;
import org.jspecify.annotations.Nullable;

/** A receiver. */
record ReceiverRow(
    int stream,
    String name,
    boolean active,
    String worker,
    String location,
    @Nullable String errorTime,
    String errorMessage,
    String error) {
  static ReceiverRow of(ReceiverInfo info) {
    return new ReceiverRow(
        info.streamId(),
        info.name(),
        info.active(),
        info.executorId(),
        info.location(),
        info.lastErrorTime() < 0 ? null : Words.time(info.lastErrorTime()),
        info.lastErrorMessage(),
        info.lastError());
  }
}
