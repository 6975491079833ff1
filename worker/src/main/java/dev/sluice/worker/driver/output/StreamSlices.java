package dev.sluice.worker.driver.output;

import dev.sluice.graph.Node;
import dev.sluice.graph.Slides;
import dev.sluice.worker.plan.KeptStreams;
import dev.sluice.worker.plan.SliceGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The data sets of a job's streams in past batches. Thread-safe. */
public final class StreamSlices {
  private final KeptStreams streams;
  private final KeptBatches batches;
  private final long batchMillis;
  private final LongSupplier zeroMillis;

  /**
   * Makes the slices of a job.
   *
   * @param batchMillis the batch interval
   * @param zeroMillis the time that all batch times are aligned to
   */
  public StreamSlices(
      KeptStreams streams, KeptBatches batches, long batchMillis, LongSupplier zeroMillis) {
    this.streams = streams;
    this.batches = batches;
    this.batchMillis = batchMillis;
    this.zeroMillis = zeroMillis;
  }

  /**
   * The data sets of a stream between two times, both included and rounded down to its slide.
   *
   * @throws IllegalStateException if one of the batches is not kept
   */
  public List<Node> between(Node stream, long fromMillis, long toMillis) {
    var slide = Slides.slideMillis(stream, batchMillis);
    var zero = zeroMillis.getAsLong();
    var graph =
        new SliceGraph(
            streams,
            batchMillis,
            zero,
            (node, holdId, batch) -> batches.get(node.info(), holdId, batch));
    var nodes = new ArrayList<Node>();
    var first = Math.max(1, Math.floorDiv(fromMillis - zero, slide));
    var last = Math.floorDiv(toMillis - zero, slide);
    for (var position = first; position <= last; position++) {
      nodes.add(graph.at(stream, position * slide / batchMillis));
    }
    return nodes;
  }
}
