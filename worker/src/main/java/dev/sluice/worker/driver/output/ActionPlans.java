package dev.sluice.worker.driver.output;

import com.google.protobuf.ByteString;
import dev.sluice.worker.control.wire.DriverMessage;
import dev.sluice.worker.control.wire.InstallPlan;
import dev.sluice.worker.driver.workers.Worker;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * The plans of actions that executors have, by their bytes; those not used for the longest time go
 * when there are many. Owned by the event loop.
 */
final class ActionPlans {
  private static final int MOST = 200;

  /** A plan and the actions that run on it now. */
  private static final class Installed {
    private final int id;
    private int running;

    Installed(int id) {
      this.id = id;
    }
  }

  private final LinkedHashMap<ByteString, Installed> byContent =
      new LinkedHashMap<>(16, 0.75f, true);
  private int next = 1;

  /** Has all executors know a plan; {@link #release} follows when the action is over. */
  int acquire(ByteString content, List<Worker> members) {
    var plan = byContent.computeIfAbsent(content, key -> new Installed(next++));
    plan.running++;
    for (var worker : members) {
      if (worker.install(plan.id)) {
        worker.send(
            DriverMessage.newBuilder()
                .setInstallPlan(InstallPlan.newBuilder().setPlan(plan.id).setContent(content)));
      }
    }
    evict(members);
    return plan.id;
  }

  /** An action on a plan is over. */
  void release(ByteString content) {
    var plan = byContent.get(content);
    if (plan != null) {
      plan.running--;
    }
  }

  /** A run of a plan has failed: it is taken off, and the next action gets another number. */
  void discard(ByteString content, List<Worker> members) {
    var plan = byContent.remove(content);
    if (plan != null) {
      members.forEach(worker -> worker.uninstall(plan.id));
    }
  }

  private void evict(List<Worker> members) {
    var eldest = byContent.values().iterator();
    while (byContent.size() > MOST && eldest.hasNext()) {
      var plan = eldest.next();
      if (plan.running == 0) {
        eldest.remove();
        members.forEach(worker -> worker.uninstall(plan.id));
      }
    }
  }
}
