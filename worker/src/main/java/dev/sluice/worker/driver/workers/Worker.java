package dev.sluice.worker.driver.workers;

import dev.sluice.worker.control.WorkerSession;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.Peer;
import dev.sluice.worker.control.wire.Register;
import dev.sluice.worker.control.wire.Role;
import dev.sluice.worker.control.wire.UninstallPlan;
import java.util.HashSet;
import java.util.Set;

/** A worker with a session. Owned by the event loop. */
public final class Worker {
  private final WorkerSession session;
  private final Register register;
  private final Set<Integer> plans = new HashSet<>();
  private boolean leaving;
  private boolean dismissed;

  public Worker(WorkerSession session, Register register) {
    this.session = session;
    this.register = register;
  }

  /** Returns its name. */
  public String id() {
    return register.getWorkerId();
  }

  /** Returns whether it runs tasks. */
  public boolean isExecutor() {
    return register.getRolesList().contains(Role.ROLE_EXECUTOR);
  }

  /** Returns whether it hosts receivers. */
  public boolean isReceiver() {
    return register.getRolesList().contains(Role.ROLE_RECEIVER);
  }

  /** It was asked to end. */
  public void leaves() {
    leaving = true;
  }

  /** Returns whether it was asked to end. */
  public boolean isLeaving() {
    return leaving;
  }

  /** Notes that it is sent away; returns whether it was not before. */
  public boolean dismiss() {
    var first = !dismissed;
    dismissed = true;
    return first;
  }

  /** Returns its task threads, at least 1. */
  public int lanes() {
    return Math.max(1, register.getLanes());
  }

  /** Returns the host that it can be reached at. */
  public String host() {
    return register.getHost();
  }

  /** Returns how others reach it. */
  public Peer peer() {
    return Peer.newBuilder()
        .setWorkerId(id())
        .setHost(host())
        .setDataPort(register.getDataPort())
        .setLanes(lanes())
        .build();
  }

  /** Returns whether this is its session. */
  public boolean has(WorkerSession other) {
    return session == other;
  }

  /** Notes that a plan is installed; returns whether it was not before. */
  public boolean install(int plan) {
    return plans.add(plan);
  }

  /** Takes a plan off it, if it has it. */
  public void uninstall(int plan) {
    if (plans.remove(plan)) {
      send(DriverMessage.newBuilder().setUninstallPlan(UninstallPlan.newBuilder().setPlan(plan)));
    }
  }

  /** Sends a message; dropped if the session has ended. */
  public void send(DriverMessage.Builder message) {
    session.send(message.build());
  }

  /** Ends the session. */
  public void close(String reason) {
    session.close(reason);
  }
}
