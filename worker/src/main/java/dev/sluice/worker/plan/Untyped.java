package dev.sluice.worker.plan;

import dev.sluice.function.FlatMapFunction;
import dev.sluice.function.Function;
import dev.sluice.function.Function2;
import dev.sluice.graph.NarrowNode;
import dev.sluice.graph.Node;
import java.util.Iterator;

/** The one place where the graph's functions lose their types: the handles have checked them. */
@SuppressWarnings("unchecked")
final class Untyped {
  private Untyped() {}

  static Operation narrow(Node node) {
    if (node instanceof NarrowNode.MapNode map) {
      return new Operation.Map((Function<Object, Object>) map.function());
    }
    if (node instanceof NarrowNode.MapValuesNode map) {
      return new Operation.MapValues((Function<Object, Object>) map.function());
    }
    if (node instanceof NarrowNode.FlatMapNode map) {
      return new Operation.FlatMap((FlatMapFunction<Object, Object>) map.function());
    }
    if (node instanceof NarrowNode.FilterNode filter) {
      return new Operation.Filter((Function<Object, Boolean>) filter.function());
    }
    if (node instanceof NarrowNode.MapPartitionsNode map) {
      return new Operation.MapPartitions(
          (FlatMapFunction<Iterator<Object>, Object>) map.function());
    }
    if (node instanceof NarrowNode.FlatMapValuesNode map) {
      return new Operation.FlatMapValues((FlatMapFunction<Object, Object>) map.function());
    }
    if (node instanceof NarrowNode.MapPartitionsWithIndexNode map) {
      return new Operation.MapPartitionsWithIndex(
          (Function2<Integer, Iterator<Object>, Iterator<Object>>)
              (Function2<?, ?, ?>) map.function());
    }
    throw new IllegalArgumentException("not a narrow operation: " + node.info());
  }

  static Function<Object, Object> function(Function<?, ?> function) {
    return (Function<Object, Object>) function;
  }

  static Function2<Object, Object, Object> function2(Function2<?, ?, ?> function) {
    return (Function2<Object, Object, Object>) function;
  }

  static Function<Object, Boolean> predicate(Function<?, Boolean> function) {
    return (Function<Object, Boolean>) function;
  }
}
