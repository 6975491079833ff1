package dev.sluice.worker.plan;

import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.StateNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Places the operations with a state a key. */
final class StatePlacement {
  private final PlanBuilder builder;

  StatePlacement(PlanBuilder builder) {
    this.builder = builder;
  }

  Placement place(StateNode node) {
    if (node instanceof StateNode.UpdateStateNode update) {
      var input = input(update.parent(), update.initial(), update.info());
      var operation = new Operation.UpdateState(builder.states(), update.update());
      return keyed(update.info(), input, update.partitions(), operation);
    }
    if (node instanceof StateNode.MapWithStateNode map) {
      var input = input(map.parent(), map.initial(), map.info());
      var operation =
          new Operation.MapWithState(
              builder.states(),
              map.mapping(),
              map.timeout().orElse(null),
              map.initial().isPresent());
      var placed = keyed(map.info(), input, map.partitions(), operation);
      return new Placement(placed.taps(), 0, placed.slideBatches());
    }
    return snapshots(node);
  }

  /** All keys come right behind the operation that keeps them, whose records are left out. */
  private Placement snapshots(StateNode node) {
    var mapped = builder.place(node.parent());
    var tap = mapped.taps().get(0);
    var keeper = builder.stage(tap.stage()).operation(tap.operator());
    if (!(keeper instanceof Operation.MapWithState states)) {
      throw new IllegalArgumentException(node.info() + " has no states to give");
    }
    var operation = new Operation.StateSnapshots(states.state());
    var name = node.info().toString();
    return new Placement(
        List.of(builder.append(tap, name, operation, mapped.slideBatches())),
        builder.stage(tap.stage()).partitions(),
        mapped.slideBatches());
  }

  /** The records of the stream and the states to begin with, told apart by their values. */
  private Placement input(Node parent, Optional<Node> initial, NodeInfo info) {
    var records = builder.place(parent);
    if (initial.isEmpty()) {
      return records;
    }
    var states =
        builder.placeOnce(initial.get()).taps().stream()
            .map(
                tap ->
                    builder.append(
                        tap, info.toString(), new Operation.MapValues(InitialValue::new), 1));
    return new Placement(
        Stream.concat(records.taps().stream(), states).toList(), 0, records.slideBatches());
  }

  private Placement keyed(NodeInfo info, Placement input, int asked, Operation operation) {
    var partitions = builder.partitions(asked);
    var placement = builder.keyed(input, info.toString(), partitions, operation, null);
    builder.declare(info, true, placement, partitions);
    return placement;
  }
}
