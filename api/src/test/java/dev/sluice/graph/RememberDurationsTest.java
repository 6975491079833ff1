package dev.sluice.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.graph.NarrowNode.FilterNode;
import dev.sluice.graph.WindowedNode.WindowNode;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RememberDurationsTest {
  private static final int BATCH = 1000;

  private final Node source =
      new SourceNode.QueueSource(NodeInfo.here("queueStream"), new ArrayDeque<>(), true, List.of());
  private final Node kept = new FilterNode(NodeInfo.here("filter"), source, record -> true);

  @Test
  void needsNoMoreThanOneBatchByDefault() {
    assertThat(remembered(kept, 0, source)).isEqualTo(1000);
  }

  @Test
  void addsTheWindowToWhatItsInputRemembers() {
    var inner = new WindowNode(NodeInfo.here("window"), kept, 2000, 1000);
    var outer = new WindowNode(NodeInfo.here("window"), inner, 4000, 2000);

    assertThat(remembered(outer, 3000, outer)).isEqualTo(3000);
    assertThat(remembered(outer, 3000, inner)).isEqualTo(7000);
    assertThat(remembered(outer, 3000, kept)).isEqualTo(9000);
    assertThat(remembered(outer, 0, outer)).as("its slide").isEqualTo(2000);
  }

  @Test
  void takesTheLongestOfAllThatReadAStream() {
    var window = new WindowNode(NodeInfo.here("window"), kept, 5000, 1000);

    var durations = RememberDurations.of(List.of(window, kept), BATCH, 0, node -> 0);

    assertThat(durations.get(source.info().id())).isEqualTo(6000);
  }

  @Test
  void remembersTwoCheckpointsOfAStreamThatIsCheckpointed() {
    var durations = RememberDurations.of(List.of(kept), BATCH, 0, node -> node == kept ? 3000 : 0);

    assertThat(durations.get(kept.info().id())).isEqualTo(6000);
  }

  private static long remembered(Node output, long millis, Node of) {
    return RememberDurations.of(List.of(output), BATCH, millis, node -> 0)
        .getOrDefault(of.info().id(), 0L);
  }
}
