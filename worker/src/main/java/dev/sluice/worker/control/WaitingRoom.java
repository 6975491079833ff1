package dev.sluice.worker.control;

import dev.sluice.worker.control.ControlServer.Reception;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Role;
import dev.sluice.worker.control.wire.Waiting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Workers that came before the driver lets them in. Thread-safe. */
final class WaitingRoom {
  private final CompletableFuture<Reception> reception = new CompletableFuture<>();
  private final Map<ServerSession, Register> waiting = new ConcurrentHashMap<>();
  private final Set<ServerSession> prepared = ConcurrentHashMap.newKeySet();
  private volatile Waiting likely = Waiting.getDefaultInstance();

  /** Lets everyone in, those that wait and those to come. */
  void open(Reception opened) {
    reception.complete(opened);
  }

  /** Tells those that wait, and those to come, what they are likely to need. */
  void makeReady(Waiting needs) {
    likely = needs;
    waiting.keySet().forEach(session -> tell(session, needs));
  }

  /** A worker is let in at once, or told to wait until the room is opened. */
  void enter(ServerSession session, Register register) {
    // Entered before it looks around, so that of two that come at once each is told of the other.
    waiting.put(session, register);
    if (!reception.isDone()) {
      tell(session, likely.toBuilder().addAllExecutors(executorsBeside(session)).build());
      introduce(session, register);
    }
    var unused =
        reception.thenAccept(
            opened -> {
              leave(session);
              session.register(opened, register);
            });
  }

  /** A worker that waits has made everything ready. */
  void prepared(ServerSession session) {
    prepared.add(session);
  }

  /** A worker has gone away. */
  void leave(ServerSession session) {
    waiting.remove(session);
    prepared.remove(session);
  }

  /** Returns how many have made everything ready. */
  WaitingWorkers count() {
    return new WaitingWorkers(count(Role.ROLE_EXECUTOR), count(Role.ROLE_RECEIVER));
  }

  private List<Peer> executorsBeside(ServerSession session) {
    return waiting.entrySet().stream()
        .filter(other -> other.getKey() != session && isExecutor(other.getValue()))
        .map(other -> peer(other.getValue()))
        .toList();
  }

  private void introduce(ServerSession session, Register register) {
    if (isExecutor(register)) {
      var news = Waiting.newBuilder().addExecutors(peer(register)).build();
      waiting.keySet().stream()
          .filter(other -> other != session)
          .forEach(other -> tell(other, news));
    }
  }

  private static void tell(ServerSession session, Waiting what) {
    session.send(DriverMessage.newBuilder().setWaiting(what).build());
  }

  private static Peer peer(Register register) {
    return Peer.newBuilder()
        .setWorkerId(register.getWorkerId())
        .setHost(register.getHost())
        .setDataPort(register.getDataPort())
        .setLanes(register.getLanes())
        .build();
  }

  private static boolean isExecutor(Register register) {
    return register.getRolesList().contains(Role.ROLE_EXECUTOR);
  }

  private int count(Role role) {
    return (int)
        waiting.entrySet().stream()
            .filter(worker -> prepared.contains(worker.getKey()))
            .filter(worker -> worker.getValue().getRolesList().contains(role))
            .count();
  }
}
