package dev.sluice.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.Output;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.TransformNode;
import dev.sluice.graph.UnionNode;
import dev.sluice.graph.WindowedNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PresenceTest {
  private final Node absent = source();
  private final Node present = source();

  @Test
  void leavesOutTheOutputsOfStreamsWithoutADataSet() {
    assertThat(absentOutputs(map(absent), map(present))).containsExactly(0);
  }

  @Test
  void aWindowHasADataSetWhateverItsInputHas() {
    var window = new WindowedNode.WindowNode(NodeInfo.here("window"), map(absent), 2000, 1000);

    assertThat(absentOutputs(map(window))).isEmpty();
  }

  @Test
  void refusesUnionAndTransformOfAStreamWithoutADataSet() {
    var union = new UnionNode(NodeInfo.here("union"), List.of(present, absent));
    var transform =
        new TransformNode(NodeInfo.here("transform"), List.of(absent), (batch, time) -> null);

    assertThatThrownBy(() -> absentOutputs(map(union)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("union at PresenceTest.java")
        .hasMessageContaining("no data set in this batch");
    assertThatThrownBy(() -> absentOutputs(transform)).hasMessageContaining("transform");
  }

  private Set<Integer> absentOutputs(Node... streams) {
    var outputs =
        Arrays.stream(streams)
            .<Output>map(stream -> new Output.Print(NodeInfo.here("print"), stream, 10))
            .toList();
    return Presence.absentOutputs(outputs, Set.of(absent.info().id()));
  }

  private static Node source() {
    return new SourceNode.CollectionSource(NodeInfo.here("source"), List.of(), 1);
  }

  private static Node map(Node parent) {
    return new NarrowNode.FilterNode(NodeInfo.here("filter"), parent, record -> true);
  }
}
