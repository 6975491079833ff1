package dev.sluice.worker.driver.pages;

import dev.sluice.worker.driver.status.JobLoad.WorkerLoad;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.driver.status.JobStatus.Owner;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A worker that is connected. */
record WorkerRow(String name, String role, String partitions, String busy, boolean leaving) {
  static List<WorkerRow> of(JobStatus status) {
    var owners = new TreeMap<String, Owner>();
    status.executors().owners().forEach(owner -> owners.put(owner.id(), owner));
    return Stream.concat(
            status.load().executors().stream().map(load -> executor(load, owners)),
            status.load().receivers().stream().map(WorkerRow::receiver))
        .toList();
  }

  private static WorkerRow executor(WorkerLoad load, TreeMap<String, Owner> owners) {
    var owner = Optional.ofNullable(owners.get(load.worker()));
    return new WorkerRow(
        load.worker(),
        "executor",
        owner.map(known -> Words.count(known.partitions())).orElse("0"),
        Words.share(load.busy()),
        owner.map(Owner::leaving).orElse(false));
  }

  private static WorkerRow receiver(WorkerLoad load) {
    return new WorkerRow(load.worker(), "receiver", Words.UNKNOWN, Words.share(load.busy()), false);
  }
}
