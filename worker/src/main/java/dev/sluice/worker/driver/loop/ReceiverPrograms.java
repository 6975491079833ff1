package dev.sluice.worker.driver.loop;

import dev.sluice.graph.SourceNode;
import dev.sluice.graph.StreamGraph;
import dev.sluice.receiver.ShardedReceiver;
import dev.sluice.worker.driver.events.InputInfos;
import dev.sluice.worker.driver.receivers.ReceiverProgram;
import dev.sluice.worker.plan.PlannedJob;
import dev.sluice.worker.serialization.JobObjects;
import java.util.List;

/** Finds the receivers of a program, in order of their numbers. */
final class ReceiverPrograms {
  private ReceiverPrograms() {}

  static List<ReceiverProgram> of(StreamGraph graph, PlannedJob job) {
    var numbers = InputInfos.ofReceivers(graph, job).iterator();
    return job.sources().stream()
        .filter(SourceNode.ReceiverSource.class::isInstance)
        .map(
            node -> {
              var receiver = ((SourceNode.ReceiverSource) node).receiver();
              var number = numbers.next();
              var shard = receiver instanceof ShardedReceiver<?> one ? one : null;
              return new ReceiverProgram(
                  number,
                  receiver.getClass().getSimpleName(),
                  JobObjects.write(receiver, "the receiver of " + node.info()),
                  receiver.preferredLocation(),
                  shard == null ? number : number - shard.shardIndex(),
                  shard != null && shard.onePerWorker());
            })
        .toList();
  }
}
