package dev.sluice.graph;

import java.util.List;

/**
 * The data of a stream in one batch, in the hands of a transform function.
 *
 * @param info what the node is called
 * @param stream the stream
 * @param batchMillis the batch's time, in milliseconds since 1970
 */
public record BatchNode(NodeInfo info, Node stream, long batchMillis) implements Node {
  @Override
  public List<Node> parents() {
    return List.of(stream);
  }
}
