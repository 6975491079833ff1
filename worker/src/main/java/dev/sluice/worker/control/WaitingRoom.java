package dev.sluice.worker.control;

import dev.sluice.worker.control.ControlServer.Reception;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Role;
import dev.sluice.worker.control.wire.Waiting;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Workers that came before the driver lets them in. Thread-safe. */
final class WaitingRoom {
  private static final DriverMessage WAITING =
      DriverMessage.newBuilder().setWaiting(Waiting.getDefaultInstance()).build();

  private final CompletableFuture<Reception> reception = new CompletableFuture<>();
  private final Map<ServerSession, Register> waiting = new ConcurrentHashMap<>();

  /** Lets everyone in, those that wait and those to come. */
  void open(Reception opened) {
    reception.complete(opened);
  }

  /** A worker is let in at once, or told to wait until the room is opened. */
  void enter(ServerSession session, Register register) {
    if (!reception.isDone()) {
      session.send(WAITING);
    }
    waiting.put(session, register);
    var unused =
        reception.thenAccept(
            opened -> {
              waiting.remove(session);
              session.register(opened, register);
            });
  }

  /** A worker has gone away. */
  void leave(ServerSession session) {
    waiting.remove(session);
  }

  WaitingWorkers count() {
    return new WaitingWorkers(count(Role.ROLE_EXECUTOR), count(Role.ROLE_RECEIVER));
  }

  private int count(Role role) {
    return (int)
        waiting.values().stream()
            .filter(register -> register.getRolesList().contains(role))
            .count();
  }
}
