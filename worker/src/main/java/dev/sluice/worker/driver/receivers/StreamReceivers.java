package dev.sluice.worker.driver.receivers;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.driver.status.JobStatus;
import dev.sluice.worker.driver.workers.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The receivers of a job by their number, and where each may run. Owned by the event loop. */
final class StreamReceivers {
  private final List<StreamReceiver> receivers;

  StreamReceivers(List<ReceiverProgram> programs) {
    var all = new ArrayList<StreamReceiver>();
    for (var number = 0; number < programs.size(); number++) {
      all.add(new StreamReceiver(number, programs.get(number)));
    }
    receivers = List.copyOf(all);
  }

  List<StreamReceiver> all() {
    return receivers;
  }

  Optional<StreamReceiver> get(int number) {
    return number >= 0 && number < receivers.size()
        ? Optional.of(receivers.get(number))
        : Optional.empty();
  }

  /** Whether a block is of the present attempt of its receiver. */
  boolean isCurrent(BlockId id) {
    return get(id.stream()).filter(receiver -> receiver.attempt() == id.attempt()).isPresent();
  }

  /** Whether every receiver has stopped for good; also when there is none. */
  boolean allStopped() {
    return receivers.stream().allMatch(each -> each.isStopped() || waitsForNobody(each));
  }

  /** Whether a shard that never found a worker of its own waits while others have stopped. */
  private boolean waitsForNobody(StreamReceiver receiver) {
    return receiver.onePerWorker()
        && receiver.isIdle()
        && receivers.stream()
            .anyMatch(other -> other.group() == receiver.group() && other.isStopped());
  }

  /** Chooses one of these workers for a receiver; empty if it has to wait for another one. */
  Optional<String> place(StreamReceiver receiver, List<Worker> hosts) {
    var candidates =
        hosts.stream()
            .map(
                worker ->
                    new ReceiverPlacement.Candidate(
                        worker.id(),
                        worker.host(),
                        countOn(worker.id()),
                        countOn(worker.id(), receiver.group())))
            .filter(candidate -> !receiver.onePerWorker() || candidate.shards() == 0)
            .toList();
    return ReceiverPlacement.choose(receiver.preferredLocation(), candidates)
        .map(ReceiverPlacement.Candidate::worker);
  }

  private int countOn(String workerId) {
    return (int) receivers.stream().filter(each -> each.runsOn(workerId)).count();
  }

  private int countOn(String workerId, int group) {
    return (int)
        receivers.stream().filter(each -> each.group() == group && each.runsOn(workerId)).count();
  }

  /** Returns the receivers that should start again, so that all of these workers have as many. */
  List<Integer> toMove(List<String> hosts) {
    var running = new ArrayList<ReceiverBalance.Shard>();
    for (var receiver : receivers) {
      receiver
          .worker()
          .filter(host -> !receiver.onePerWorker() && receiver.runsOn(host) && hosts.contains(host))
          .ifPresent(
              host ->
                  running.add(
                      new ReceiverBalance.Shard(receiver.number(), receiver.group(), host)));
    }
    return ReceiverBalance.toMove(hosts, running);
  }

  /** Records a second that each stream may take in, where somebody said so. */
  SortedMap<Integer, Double> rates() {
    var rates = new TreeMap<Integer, Double>();
    for (var receiver : receivers) {
      receiver.rate().ifPresent(rate -> rates.put(receiver.streamId(), rate));
    }
    return rates;
  }

  /** What each stream has lost, where that is anything. */
  SortedMap<Integer, JobStatus.Lost> losses() {
    var lost = new TreeMap<Integer, JobStatus.Lost>();
    for (var receiver : receivers) {
      var loss = receiver.loss();
      if (!loss.isNone()) {
        lost.put(receiver.streamId(), new JobStatus.Lost(loss.blocks(), loss.records()));
      }
    }
    return lost;
  }
}
