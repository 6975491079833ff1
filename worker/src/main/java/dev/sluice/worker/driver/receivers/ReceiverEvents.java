package dev.sluice.worker.driver.receivers;

import dev.sluice.streaming.scheduler.ReceiverInfo;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverError;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverStarted;
import dev.sluice.streaming.scheduler.StreamingListenerReceiverStopped;
import dev.sluice.worker.driver.events.ListenerBus;
import dev.sluice.worker.driver.events.StreamingStatistics;
import dev.sluice.worker.driver.workers.Worker;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Tells listeners what receivers do, and keeps how they are. Owned by the event loop. */
public final class ReceiverEvents {
  private final List<ReceiverInfo> receivers = new ArrayList<>();
  private final ListenerBus listeners;
  private final StreamingStatistics statistics;
  private final Clock clock;

  /** Makes the events of a job's receivers, of which none runs. */
  public ReceiverEvents(
      List<ReceiverProgram> programs,
      ListenerBus listeners,
      StreamingStatistics statistics,
      Clock clock) {
    this.listeners = listeners;
    this.statistics = statistics;
    this.clock = clock;
    for (var program : programs) {
      receivers.add(
          new ReceiverInfo(
              program.streamId(),
              "%s-%d".formatted(program.name(), program.streamId()),
              false,
              "",
              "",
              "",
              "",
              -1));
    }
    for (var receiver = 0; receiver < receivers.size(); receiver++) {
      statistics.receiver(receiver, receivers.get(receiver));
    }
  }

  /** A receiver runs; has no effect if that is known. */
  void started(int receiver, Worker worker) {
    var before = receivers.get(receiver);
    if (!before.active() || !before.executorId().equals(worker.id())) {
      var info = change(before, true, location(worker), worker.id());
      set(receiver, info);
      listeners.post(new StreamingListenerReceiverStarted(info));
    }
  }

  /** A receiver has said what went wrong. */
  void error(int receiver, String message) {
    var before = receivers.get(receiver);
    var info =
        new ReceiverInfo(
            before.streamId(),
            before.name(),
            before.active(),
            before.location(),
            before.executorId(),
            message.lines().findFirst().orElse(""),
            message,
            clock.millis());
    set(receiver, info);
    listeners.post(new StreamingListenerReceiverError(info));
  }

  /** A receiver runs no more; has no effect if that is known. */
  void stopped(int receiver) {
    var before = receivers.get(receiver);
    if (before.active()) {
      var info = change(before, false, "", "");
      set(receiver, info);
      listeners.post(new StreamingListenerReceiverStopped(info));
    }
  }

  private void set(int receiver, ReceiverInfo info) {
    receivers.set(receiver, info);
    statistics.receiver(receiver, info);
  }

  private static ReceiverInfo change(
      ReceiverInfo info, boolean active, String location, String executorId) {
    return new ReceiverInfo(
        info.streamId(),
        info.name(),
        active,
        location,
        executorId,
        info.lastErrorMessage(),
        info.lastError(),
        info.lastErrorTime());
  }

  private static String location(Worker worker) {
    return worker.host() + ":" + worker.peer().getDataPort();
  }
}
