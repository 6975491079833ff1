package dev.sluice.worker.plan;

import dev.sluice.graph.Slides;
import dev.sluice.graph.WindowedNode;
import dev.sluice.worker.plan.ExchangeSpec.Routing;
import dev.sluice.worker.plan.Placement.Tap;
import java.util.List;

/**
 * Places windows. What a window keeps belongs to a partition, so it sits behind an exchange: that
 * of its input, or one of its own.
 */
final class WindowPlanner {
  private static final int SOURCE_STAGE = 0;

  private final PlanBuilder builder;
  private final PlanSettings settings;

  WindowPlanner(PlanBuilder builder, PlanSettings settings) {
    this.builder = builder;
    this.settings = settings;
  }

  Placement place(WindowedNode node, Placement parent) {
    var span = span(node, parent);
    if (node instanceof WindowedNode.InverseWindowNode inverse) {
      return placeInverse(inverse, parent, span);
    }
    var function =
        node instanceof WindowedNode.ReducedWindowNode reduced
            ? Untyped.function2(reduced.function())
            : null;
    return placeRing(
        node,
        parent,
        span,
        function == null
            ? new Operation.Window(builder.states(), span)
            : new Operation.ReducedWindow(builder.states(), span, function));
  }

  private WindowSpan span(WindowedNode node, Placement parent) {
    var interval = settings.batchIntervalMillis();
    var name = node.info().toString();
    Slides.requireMultiples(
        name, node.windowMillis(), node.slideMillis(), parent.slideBatches() * interval);
    return new WindowSpan(
        Math.toIntExact(node.windowMillis() / interval),
        Math.toIntExact(node.slideMillis() / interval),
        parent.slideBatches());
  }

  private Placement placeRing(
      WindowedNode node, Placement parent, WindowSpan span, Operation operation) {
    var placement =
        hasPartitions(parent) && !PlanBuilder.isTransformed(node.parent())
            ? append(node, parent, operation, span)
            : exchanged(node, parent, operation, span);
    var uid = builder.stateUid(node.info());
    builder.declare(ring(uid, node, placement, span));
    return placement;
  }

  private Placement placeInverse(
      WindowedNode.InverseWindowNode node, Placement parent, WindowSpan span) {
    var uid = builder.stateUid(node.info());
    var values = builder.states();
    var operation =
        new Operation.InverseWindow(
            values,
            values + 1,
            span,
            Untyped.function2(node.function()),
            Untyped.function2(node.inverse()),
            node.filter().map(Untyped::predicate).orElse(null));
    var placement = append(node, parent, operation, span);
    var stage = placement.taps().get(0).stage();
    var partitions = builder.stage(stage).partitions();
    builder.requireShards(partitions);
    builder.declare(new StateSpec(uid, node.info().toString(), true, stage, partitions, 1, true));
    builder.declare(ring(uid + ".panes", node, placement, span));
    return placement;
  }

  private StateSpec ring(String uid, WindowedNode node, Placement placement, WindowSpan span) {
    var stage = placement.taps().get(0).stage();
    var partitions = builder.stage(stage).partitions();
    var name = node.info().toString();
    return new StateSpec(uid, name, false, stage, partitions, span.ringSize(), false);
  }

  /** Whether the records come out of one operator of a fixed number of partitions. */
  private static boolean hasPartitions(Placement parent) {
    return parent.taps().size() == 1 && parent.taps().get(0).stage() != SOURCE_STAGE;
  }

  private Placement append(
      WindowedNode node, Placement parent, Operation operation, WindowSpan span) {
    var name = node.info().toString();
    var tap = builder.append(parent.taps().get(0), name, operation, span.slideBatches());
    return new Placement(List.of(tap), parent.keyedPartitions(), span.slideBatches());
  }

  private Placement exchanged(
      WindowedNode node, Placement parent, Operation operation, WindowSpan span) {
    var name = node.info().toString();
    Tap tap =
        builder.exchange(parent, name, Routing.FORWARD, settings.partitions(), operation, null);
    builder.stage(tap.stage()).slide(tap.operator(), span.slideBatches());
    return new Placement(List.of(tap), 0, span.slideBatches());
  }
}
