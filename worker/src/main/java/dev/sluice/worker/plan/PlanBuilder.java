package dev.sluice.worker.plan;

import dev.sluice.format.InputFormat;
import dev.sluice.graph.BatchNode;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import dev.sluice.graph.NodeInfo;
import dev.sluice.graph.ShuffleNode;
import dev.sluice.graph.SourceNode;
import dev.sluice.graph.StateNode;
import dev.sluice.graph.TransformNode;
import dev.sluice.graph.UnionNode;
import dev.sluice.graph.WindowedNode;
import dev.sluice.worker.plan.ExchangeSpec.Routing;
import dev.sluice.worker.plan.Placement.Tap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects stages, exchanges and states while the planner walks the graph; parents first. */
final class PlanBuilder {
  private static final int SOURCE_STAGE = 0;

  private final PlanSettings settings;
  private final Uids uids;
  private final Transformed transformed;
  private final Map<Integer, Placement> placementsOnce = new HashMap<>();
  private Map<Integer, Placement> placements = new HashMap<>();
  private final List<StageDraft> stages = new ArrayList<>();
  private final List<ExchangeSpec> exchanges = new ArrayList<>();
  private final List<SourceSpec> sources = new ArrayList<>();
  private final List<Node> sourceNodes = new ArrayList<>();
  private final Map<String, StateSpec> states = new LinkedHashMap<>();
  private int operators;
  private boolean once;

  PlanBuilder(PlanSettings settings, Uids uids, Transformed transformed) {
    this.settings = settings;
    this.uids = uids;
    this.transformed = transformed;
    stages.add(new StageDraft(SOURCE_STAGE, 0));
  }

  List<Node> sourceNodes() {
    return sourceNodes;
  }

  Plan build(List<OutputSpec> outputs) {
    return new Plan(
        settings.partitions(),
        settings.shards(),
        sources,
        stages.stream().map(StageDraft::finish).toList(),
        exchanges,
        outputs,
        List.copyOf(states.values()));
  }

  /** Where the records of a node come out; a node that several others read is placed once. */
  Placement place(Node node) {
    var known = placements.get(node.info().id());
    if (known != null) {
      return known;
    }
    var kept = transformed.kept().get(node.info().id());
    var placement = kept == null ? placeNew(node) : placeSource(kept);
    placements.put(node.info().id(), placement);
    return placement;
  }

  /** Where the records of a node come out that is computed in one batch of the job's life. */
  Placement placeOnce(Node node) {
    var others = placements;
    placements = placementsOnce;
    once = true;
    var placement = place(node);
    once = false;
    placements = others;
    return placement;
  }

  void emit(Placement placement, int output, String name) {
    var branch = 0;
    for (var tap : placement.taps()) {
      append(tap, name, new Operation.Emit(output, branch++), placement.slideBatches());
    }
  }

  private Placement placeNew(Node node) {
    if (node.parents().isEmpty()) {
      return placeSource(node);
    }
    if (node instanceof UnionNode union) {
      return placeUnion(union);
    }
    if (node instanceof ShuffleNode shuffle) {
      return new ShufflePlanner(this, settings).place(shuffle);
    }
    if (node instanceof StateNode state) {
      return new StatePlacement(this).place(state);
    }
    if (node instanceof TransformNode transform) {
      return placeTransform(transform);
    }
    if (node instanceof BatchNode batch) {
      return place(batch.stream());
    }
    var parent = place(node.parents().get(0));
    if (node instanceof WindowedNode window) {
      return new WindowPlanner(this, settings).place(window, parent);
    }
    return narrow(node, parent);
  }

  private Placement placeUnion(UnionNode union) {
    var parents = union.parents().stream().map(this::place).toList();
    var taps = parents.stream().flatMap(parent -> parent.taps().stream()).toList();
    return new Placement(taps, 0, commonSlide(union, parents));
  }

  /** Streams are placed whether the function's result reads them or not: they may keep state. */
  private Placement placeTransform(TransformNode node) {
    var slide = node.parents().stream().mapToInt(p -> place(p).slideBatches()).max().orElse(1);
    var result = place(transformed.of(node));
    return new Placement(result.taps(), result.keyedPartitions(), slide);
  }

  private Placement placeSource(Node node) {
    var name = node.info().toString();
    var operator = add(SOURCE_STAGE, name, new Operation.Pass(), 1);
    var uid = uids.of(node.info(), once ? "initial" : "source", sources.size());
    sources.add(new SourceSpec(uid, name, operator, format(node), once, !once && isInput(node)));
    sourceNodes.add(node);
    return new Placement(List.of(new Tap(SOURCE_STAGE, operator)), 0, 1);
  }

  private static boolean isInput(Node node) {
    return node instanceof SourceNode.ReceiverSource
        || node instanceof SourceNode.FileSource
        || node instanceof SourceNode.QueueSource
        || node instanceof SourceNode.GeneratedSource;
  }

  private static @Nullable InputFormat<?> format(Node node) {
    if (node instanceof SourceNode.FileSource files) {
      return files.format();
    }
    return node instanceof SourceNode.DataFiles files ? files.format() : null;
  }

  private Placement narrow(Node node, Placement parent) {
    var operation = Untyped.narrow(node);
    var keeps = node instanceof NarrowNode narrow && narrow.keepsKeys();
    var taps =
        parent.taps().stream()
            .map(tap -> append(tap, node.info().toString(), operation, parent.slideBatches()))
            .toList();
    return new Placement(taps, keeps ? parent.keyedPartitions() : 0, parent.slideBatches());
  }

  /**
   * Whether a transform function decides on the number of partitions that a node's records are in.
   */
  static boolean isTransformed(Node node) {
    if (node instanceof TransformNode) {
      return true;
    }
    return (node instanceof NarrowNode || node instanceof UnionNode)
        && node.parents().stream().anyMatch(PlanBuilder::isTransformed);
  }

  String stateUid(NodeInfo info) {
    return uids.of(info, "state", states.size());
  }

  void declare(NodeInfo info, boolean keyed, Placement placement, int partitions) {
    var stage = placement.taps().get(0).stage();
    var uid = stateUid(info);
    declare(new StateSpec(uid, info.toString(), keyed, stage, partitions, 1, keyed));
  }

  /** Adds the state of an operator. */
  void declare(StateSpec state) {
    var other = states.put(state.uid(), state);
    if (other != null) {
      throw new IllegalArgumentException(
          "uid '%s' is given to %s and to %s: a uid names one stateful operator"
              .formatted(state.uid(), other.name(), state.name()));
    }
  }

  int states() {
    return states.size();
  }

  StageDraft stage(int id) {
    return stages.get(id);
  }

  /** The slide that all inputs of a node must have. */
  int commonSlide(Node node, List<Placement> parents) {
    var slides = parents.stream().mapToInt(Placement::slideBatches).distinct().toArray();
    if (slides.length > 1 && !transformed.results().isEmpty()) {
      // Data sets that a transform function made have no slide; streams were compared before.
      return Arrays.stream(slides).max().orElse(1);
    }
    if (slides.length > 1) {
      throw new IllegalArgumentException(
          "%s: its streams slide by %d ms and by %d ms: give them windows of the same slide"
              .formatted(
                  node.info(),
                  slides[0] * settings.batchIntervalMillis(),
                  slides[1] * settings.batchIntervalMillis()));
    }
    return slides.length == 0 ? 1 : slides[0];
  }

  Placement keyed(
      Placement parent,
      String name,
      int partitions,
      Operation operation,
      @Nullable Operation beforeSend) {
    var slide = parent.slideBatches();
    var tap =
        parent.isKeyedInto(partitions)
            ? append(parent.taps().get(0), name, operation, slide)
            : exchange(parent, name, Routing.KEY, partitions, operation, beforeSend);
    return new Placement(List.of(tap), partitions, slide);
  }

  /** Brings the records of a node to the head of a new stage. */
  Tap exchange(
      Placement parent,
      String name,
      Routing routing,
      int partitions,
      Operation head,
      @Nullable Operation beforeSend) {
    var toStage = addStage(partitions);
    connect(parent, name, routing, toStage, beforeSend);
    return new Tap(toStage, add(toStage, name, head, parent.slideBatches()));
  }

  int addStage(int partitions) {
    var id = stages.size();
    stages.add(new StageDraft(id, partitions));
    return id;
  }

  /** Makes the records of a node the next input of a stage. */
  void connect(
      Placement parent, String name, Routing routing, int toStage, @Nullable Operation beforeSend) {
    var exchange = exchanges.size();
    var slide = parent.slideBatches();
    var senders = new LinkedHashMap<Integer, Integer>();
    for (var tap : parent.taps()) {
      var sender =
          senders.computeIfAbsent(
              tap.stage(),
              stage ->
                  beforeSend == null
                      ? add(stage, name, new Operation.Send(exchange), slide)
                      : combiner(stage, name, beforeSend, exchange, slide));
      stages.get(tap.stage()).connect(tap.operator(), sender);
    }
    var target = stages.get(toStage);
    var from = List.copyOf(senders.keySet());
    exchanges.add(
        new ExchangeSpec(
            exchange, from, toStage, target.addInput(exchange), target.partitions(), routing));
  }

  private int combiner(int stage, String name, Operation combine, int exchange, int slide) {
    var combiner = add(stage, name, combine, slide);
    var send = add(stage, name, new Operation.Send(exchange), slide);
    stages.get(stage).connect(combiner, send);
    return combiner;
  }

  Tap append(Tap tap, String name, Operation operation, int slideBatches) {
    var operator = add(tap.stage(), name, operation, slideBatches);
    stages.get(tap.stage()).connect(tap.operator(), operator);
    return new Tap(tap.stage(), operator);
  }

  int add(int stage, String name, Operation operation, int slideBatches) {
    var id = operators++;
    stages.get(stage).add(new OperatorSpec(id, name, operation, slideBatches, List.of()));
    return id;
  }

  int partitions(int asked) {
    var partitions = asked == 0 ? settings.partitions() : asked;
    requireShards(partitions);
    return partitions;
  }

  /** Checks that keyed state can be spread over a number of partitions. */
  void requireShards(int partitions) {
    if (partitions > settings.shards()) {
      throw new IllegalArgumentException(
          "%d partitions need as many shards: set state.shards to a power of two of at least that (it is %d)"
              .formatted(partitions, settings.shards()));
    }
  }
}
