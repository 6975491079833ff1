package dev.sluice.worker.plan;

import dev.sluice.function.Function;
import dev.sluice.graph.Node;
import dev.sluice.graph.Output;
import dev.sluice.graph.StreamGraph;
import dev.sluice.sink.TwoPhaseSink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;

/** Turns a graph into a plan. Pure: the same graph and settings give the same plan. */
public final class Planner {
  private Planner() {}

  /**
   * Plans a streaming job.
   *
   * @param graph the graph
   * @param settings the numbers that the plan depends on
   * @return the plan and the driver's side of it
   * @throws IllegalArgumentException if two stateful operators have one uid
   */
  public static PlannedJob plan(StreamGraph graph, PlanSettings settings) {
    return new JobPlanner(graph, settings).fixed();
  }

  static PlannedJob plan(StreamGraph graph, PlanBuilder builder) {
    var specs = new ArrayList<OutputSpec>();
    for (var output : graph.outputs()) {
      var placement = builder.place(output.parent());
      builder.emit(placement, specs.size(), output.info().toString());
      specs.add(spec(output, specs.size(), placement.slideBatches()));
    }
    requireOwnNames(graph.outputs(), specs);
    for (var kept : KeptStreams.of(graph).byNode().values()) {
      var name = kept.node().info().toString();
      builder.emit(builder.place(kept.node()), specs.size(), name);
      specs.add(new OutputSpec.Hold(name, kept.slideBatches(), kept.holdId(), kept.keepBatches()));
    }
    return new PlannedJob(builder.build(specs), builder.sourceNodes(), graph.outputs());
  }

  static PlannedJob planAction(Node node, OutputSpec output, PlanBuilder builder) {
    builder.emit(builder.place(node), 0, output.name());
    return new PlannedJob(builder.build(List.of(output)), builder.sourceNodes(), List.of());
  }

  /**
   * Plans an action on a data set that reads no stream.
   *
   * @param node the data set
   * @param function what to do with each partition
   * @param settings the numbers that the plan depends on
   * @return the plan, with one output, and its sources
   */
  public static PlannedJob planAction(
      Node node, Function<Iterator<Object>, Object> function, PlanSettings settings) {
    var output = new OutputSpec.Action(node.info().toString(), function);
    return planAction(node, output, new PlanBuilder(settings, new Uids(), Transformed.NOTHING));
  }

  private static void requireOwnNames(List<Output> outputs, List<OutputSpec> specs) {
    var names = new HashMap<String, Output>();
    for (var index = 0; index < outputs.size(); index++) {
      var output = outputs.get(index);
      var uid =
          output instanceof Output.SaveTo save
              ? save.uid()
              : specs.get(index) instanceof OutputSpec.ToSink sink ? sink.uid() : "output " + index;
      var other = names.put(uid, output);
      if (other != null) {
        throw new IllegalArgumentException(
            "%s and %s have the same place or uid: give each its own"
                .formatted(other.info(), output.info()));
      }
    }
  }

  private static OutputSpec spec(Output output, int index, int slideBatches) {
    var name = output.info().toString();
    if (output instanceof Output.Print print) {
      return new OutputSpec.Print(name, slideBatches, print.count());
    }
    if (output instanceof Output.SaveAsFiles save) {
      return new OutputSpec.SaveAsFiles(
          name,
          slideBatches,
          "files " + save.prefix() + "-*." + save.suffix(),
          save.prefix(),
          save.suffix(),
          true,
          save.format());
    }
    if (output instanceof Output.SaveTo save && save.sink() instanceof TwoPhaseSink<?> sink) {
      return new OutputSpec.Prepare(name, slideBatches, save.uid(), sink);
    }
    return new OutputSpec.Hold(name, slideBatches, "output-" + index, 0);
  }
}
