package dev.sluice.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.function.Function;
import dev.sluice.graph.BatchNode;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.Output;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.StreamGraph;
import dev.sluice.graph.TransformNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobPlannerTest {
  private static final PlanSettings SETTINGS = new PlanSettings(1000, 2, 4);

  private final Node source =
      new SourceNode.QueueSource(
          NodeInfo.here("queueStream"), new ArrayDeque<List<Object>>(), true, List.of());
  private final TransformNode transform =
      new TransformNode(NodeInfo.here("transform"), List.of(source), (batch, time) -> null);
  private final JobPlanner planner = new JobPlanner(graph(), SETTINGS);

  @Test
  void givesEqualPlansForEqualResultsOfAFunction() {
    assertThat(encoded(blocking("a"), 1000)).isEqualTo(encoded(blocking("a"), 2000));
    assertThat(encoded(blocking("a"), 1000)).isNotEqualTo(encoded(blocking("b"), 1000));
  }

  @Test
  void keepsTheDataOfListsOutOfThePlan() {
    assertThat(encoded(list(List.of("a")))).isEqualTo(encoded(list(List.of("b", "c"))));
  }

  @Test
  void keepsTheUidsOfStreamsWhateverAFunctionAdds() {
    var alone = planner.fixed().plan().sources();
    var result = list(List.of("a"));

    var plan = planner.with(new Transformed(Map.of(transform.info().id(), result))).plan();

    assertThat(alone.get(0).uid()).isEqualTo("queueStream-source-0");
    assertThat(plan.sources().get(0).uid()).isEqualTo("queueStream-source-0");
    assertThat(planner.transformations()).hasSize(1);
  }

  private StreamGraph graph() {
    var graph = new StreamGraph(Duration.ofSeconds(1));
    graph.addOutput(new Output.Print(NodeInfo.here("print"), transform, 10));
    return graph;
  }

  private byte[] encoded(Function<Object, Boolean> predicate, long batchMillis) {
    var batch = new BatchNode(source.info().again(), source, batchMillis);
    return encoded(new NarrowNode.FilterNode(NodeInfo.here("filter"), batch, predicate));
  }

  private byte[] encoded(Node result) {
    var transformed = new Transformed(Map.of(transform.info().id(), result));
    return PlanCodec.encode(planner.with(transformed).plan());
  }

  private static Function<Object, Boolean> blocking(String name) {
    return record -> !record.equals(name);
  }

  private static Node list(List<?> elements) {
    return new SourceNode.CollectionSource(NodeInfo.here("parallelize"), elements, 1);
  }
}
