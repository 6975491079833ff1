package dev.sluice.worker.driver.events;

import dev.sluice.graph.Node;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.StreamGraph;
import dev.sluice.streaming.scheduler.StreamInputInfo;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.FileReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.driver.input.GeneratedInput;
import dev.sluice.worker.driver.input.Inputs;
import dev.sluice.worker.driver.input.Losses;
import dev.sluice.worker.driver.input.QueueInput;
import dev.sluice.worker.plan.PlannedJob;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says what each input stream gave to a batch. Used by the event loop. */
public final class InputInfos {
  private final Inputs inputs;
  private final Losses losses;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /** Numbers the input streams of a job in order of their creation. */
  public InputInfos(StreamGraph graph, PlannedJob job, Inputs inputs, Losses losses) {
    this.inputs = inputs;
    this.losses = losses;
    for (var source = 0; source < job.sources().size(); source++) {
      numbers.put(
          job.plan().sources().get(source).uid(),
          number(graph.sources(), job.sources().get(source)));
    }
  }

  /** The number of each receiver's input stream, in order of the receivers. */
  public static List<Integer> ofReceivers(StreamGraph graph, PlannedJob job) {
    return job.sources().stream()
        .filter(SourceNode.ReceiverSource.class::isInstance)
        .map(node -> number(graph.sources(), node))
        .toList();
  }

  /** What each input stream is called, by its number. */
  public static Map<Integer, String> names(StreamGraph graph, PlannedJob job) {
    var names = new TreeMap<Integer, String>();
    job.sources().forEach(node -> names.put(number(graph.sources(), node), node.info().toString()));
    return names;
  }

  private static int number(List<Node> sources, Node node) {
    return Math.max(0, sources.indexOf(node));
  }

  Map<Integer, StreamInputInfo> of(BatchComposition batch) {
    var infos = new TreeMap<Integer, StreamInputInfo>();
    numbers.forEach(
        (uid, number) -> {
          var input = batch.inputs().get(uid);
          if (!(input instanceof SourceInput.Generated generated) || generated.present()) {
            var info = info(number, uid, input);
            infos.put(number, without(losses.of(batch.index(), uid), info));
          }
        });
    return infos;
  }

  private static StreamInputInfo without(Losses.Loss lost, StreamInputInfo info) {
    if (lost.isNone()) {
      return info;
    }
    var metadata = new HashMap<>(info.metadata());
    metadata.put(StreamInputInfo.METADATA_KEY_LOST_BLOCKS, lost.blocks());
    metadata.put(StreamInputInfo.METADATA_KEY_LOST_RECORDS, lost.records());
    return new StreamInputInfo(
        info.inputStreamId(), Math.max(0, info.numRecords() - lost.records()), metadata);
  }

  private StreamInputInfo info(int number, String uid, @Nullable SourceInput input) {
    if (input instanceof SourceInput.Blocks some) {
      return new StreamInputInfo(
          number, some.blocks().stream().mapToLong(BlockReference::records).sum());
    }
    if (input instanceof SourceInput.Files some) {
      var files = some.files().stream().map(FileReference::path).toList();
      return new StreamInputInfo(
          number,
          0,
          Map.of(
              "files", files, StreamInputInfo.METADATA_KEY_DESCRIPTION, String.join("\n", files)));
    }
    var source = inputs.get(uid).orElse(null);
    if (input instanceof SourceInput.Queue some && source instanceof QueueInput queue) {
      return new StreamInputInfo(
          number, some.indices().stream().mapToLong(index -> queue.element(index).size()).sum());
    }
    if (input instanceof SourceInput.Generated some && source instanceof GeneratedInput lists) {
      return new StreamInputInfo(number, lists.element(some.timeMillis()).size());
    }
    return new StreamInputInfo(number, 0);
  }
}
