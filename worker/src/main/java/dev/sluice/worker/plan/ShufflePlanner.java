package dev.sluice.worker.plan;

import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.OrderedPartitioner;
import dev.sluice.graph.Partitioning;
import dev.sluice.graph.ShuffleNode;
import dev.sluice.worker.plan.ExchangeSpec.Routing;
import dev.sluice.worker.plan.Placement.Tap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places shuffles without a state. */
final class ShufflePlanner {
  private final PlanBuilder builder;
  private final PlanSettings settings;

  ShufflePlanner(PlanBuilder builder, PlanSettings settings) {
    this.builder = builder;
    this.settings = settings;
  }

  Placement place(ShuffleNode node) {
    if (node instanceof ShuffleNode.CoGroupNode cogroup) {
      return placeCoGroup(cogroup);
    }
    if (node instanceof ShuffleNode.OneInput one) {
      return place(one, builder.place(one.parent()));
    }
    throw new IllegalArgumentException("not a shuffle: " + node.info());
  }

  private Placement place(ShuffleNode.OneInput node, Placement parent) {
    if (node instanceof ShuffleNode.ReduceByKeyNode reduce) {
      var function = Untyped.function2(reduce.function());
      var head = new Operation.ReduceByKey(function);
      var beforeSend = new Operation.CombineBeforeSend(function);
      return keyed(parent, node.info(), reduce.partitioning(), head, head, beforeSend);
    }
    if (node instanceof ShuffleNode.CombineByKeyNode combine) {
      return placeCombine(combine, parent);
    }
    if (node instanceof ShuffleNode.PartitionByNode by) {
      var pass = new Operation.Pass();
      return keyed(parent, node.info(), by.partitioning(), pass, pass, null);
    }
    if (node instanceof ShuffleNode.RepartitionNode repartition) {
      return placeUnkeyed(node.info(), parent, Routing.SPREAD, repartition.partitions());
    }
    return placeUnkeyed(node.info(), parent, Routing.GATHER, 1);
  }

  private Placement placeUnkeyed(NodeInfo info, Placement parent, Routing routing, int partitions) {
    var tap =
        builder.exchange(parent, info.toString(), routing, partitions, new Operation.Pass(), null);
    return new Placement(List.of(tap), 0, parent.slideBatches());
  }

  private Placement placeCombine(ShuffleNode.CombineByKeyNode node, Placement parent) {
    var create = Untyped.function(node.create());
    var mergeValue = Untyped.function2(node.mergeValue());
    var whole = new Operation.CombineByKey(create, mergeValue);
    return node.mapSideCombine()
        ? keyed(
            parent,
            node.info(),
            node.partitioning(),
            whole,
            new Operation.ReduceByKey(Untyped.function2(node.mergeCombiners())),
            new Operation.CombineValuesBeforeSend(create, mergeValue))
        : keyed(parent, node.info(), node.partitioning(), whole, whole, null);
  }

  private Placement placeCoGroup(ShuffleNode.CoGroupNode node) {
    var parents = node.parents().stream().map(builder::place).toList();
    var slide = builder.commonSlide(node, parents);
    var head = new Operation.GroupByKey(parents.size());
    if (parents.size() == 1) {
      return keyed(parents.get(0), node.info(), node.partitioning(), head, head, null);
    }
    var name = node.info().toString();
    var partitions = partitions(node.partitioning());
    var stage = builder.addStage(partitions);
    for (var parent : parents) {
      builder.connect(parent, name, routing(node.partitioning()), stage, null);
    }
    var tap = new Tap(stage, builder.add(stage, name, head, slide));
    return new Placement(List.of(tap), keyedPartitions(node.partitioning()), slide);
  }

  /** Leaves the exchange out where the keys are already where it would bring them. */
  private Placement keyed(
      Placement parent,
      NodeInfo info,
      Partitioning partitioning,
      Operation inPlace,
      Operation head,
      @Nullable Operation beforeSend) {
    var name = info.toString();
    var keyedPartitions = keyedPartitions(partitioning);
    var tap =
        keyedPartitions != 0 && parent.isKeyedInto(keyedPartitions)
            ? builder.append(parent.taps().get(0), name, inPlace, parent.slideBatches())
            : builder.exchange(
                parent, name, routing(partitioning), partitions(partitioning), head, beforeSend);
    return new Placement(List.of(tap), keyedPartitions, parent.slideBatches());
  }

  private int partitions(Partitioning partitioning) {
    return partitioning.count() == 0 ? settings.partitions() : partitioning.count();
  }

  /** Keys that the program has placed are where no other exchange would look for them. */
  private int keyedPartitions(Partitioning partitioning) {
    return partitioning.partitioner().isPresent() ? 0 : partitions(partitioning);
  }

  private Routing routing(Partitioning partitioning) {
    return partitioning
        .partitioner()
        .map(
            by ->
                by instanceof OrderedPartitioner ordered
                    ? ordered.into(partitions(partitioning))
                    : by)
        .<Routing>map(Routing.By::new)
        .orElse(Routing.KEY);
  }
}
