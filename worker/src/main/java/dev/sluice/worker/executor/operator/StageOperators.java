package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import dev.sluice.worker.plan.Plan;
import dev.sluice.worker.plan.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * The operators of one stage on one lane, connected.
 *
 * @param all in topological order
 * @param byId by their id in the plan
 * @param holds what stands before outlets, by their id; none unless tasks are held
 */
public record StageOperators(
    List<Operator> all, Map<Integer, Operator> byId, Map<Integer, HoldOperator> holds) {
  /**
   * Makes the operators of a stage.
   *
   * @param routers gives the way to an exchange
   * @param olderWork what may be done between two records
   * @param held whether what would leave a task is held before it does
   */
  public static StageOperators of(
      Plan plan,
      Stage stage,
      StateAccess states,
      OutputAccess outputs,
      IntFunction<RecordRouter> routers,
      OlderWork olderWork,
      boolean held) {
    var byId = new HashMap<Integer, Operator>();
    var all = new ArrayList<Operator>();
    for (var spec : stage.operators()) {
      var operator = make(plan, spec, states, outputs, routers);
      byId.put(spec.id(), operator);
      all.add(operator);
    }
    var holds = new HashMap<Integer, HoldOperator>();
    for (var operator : all) {
      var next = new ArrayList<Operator>();
      for (var id : operator.spec().next()) {
        var target = get(byId, id);
        next.add(
            held && target.isOutlet() && !operator.isOutlet()
                ? holds.computeIfAbsent(id, key -> new HoldOperator(target.spec()))
                : target);
      }
      operator.connect(next, olderWork);
    }
    return new StageOperators(List.copyOf(all), Map.copyOf(byId), Map.copyOf(holds));
  }

  /** The operator with an id. */
  public Operator get(int id) {
    return get(byId, id);
  }

  /** The operators that records pushed into one of them can reach, in topological order. */
  public List<Operator> reachableFrom(int id) {
    var reached = new HashSet<Integer>();
    reached.add(id);
    for (var operator : all) {
      if (reached.contains(operator.spec().id())) {
        reached.addAll(operator.spec().next());
      }
    }
    return all.stream().filter(operator -> reached.contains(operator.spec().id())).toList();
  }

  private static Operator get(Map<Integer, Operator> byId, int id) {
    var operator = byId.get(id);
    if (operator == null) {
      throw new IllegalArgumentException("the plan's stage has no operator " + id);
    }
    return operator;
  }

  private static Operator make(
      Plan plan,
      OperatorSpec spec,
      StateAccess states,
      OutputAccess outputs,
      IntFunction<RecordRouter> routers) {
    var operation = spec.operation();
    if (operation instanceof Operation.Map map) {
      return new MapOperator(spec, map.function());
    }
    if (operation instanceof Operation.MapValues map) {
      return new MapValuesOperator(spec, map.function());
    }
    if (operation instanceof Operation.FlatMap map) {
      return new FlatMapOperator(spec, map.function());
    }
    if (operation instanceof Operation.Filter filter) {
      return new FilterOperator(spec, filter.function());
    }
    if (operation instanceof Operation.FlatMapValues map) {
      return new FlatMapValuesOperator(spec, map.function());
    }
    if (operation instanceof Operation.MapPartitions map) {
      var function = map.function();
      return new MapPartitionsOperator(spec, (index, records) -> function.call(records));
    }
    if (operation instanceof Operation.MapPartitionsWithIndex map) {
      return new MapPartitionsOperator(spec, map.function());
    }
    if (operation instanceof Operation.CombineValuesBeforeSend combine) {
      return new CombineValuesBeforeSendOperator(spec, combine);
    }
    if (operation instanceof Operation.CombineByKey combine) {
      return new CombineByKeyOperator(spec, combine);
    }
    if (operation instanceof Operation.GroupByKey group) {
      return new GroupByKeyOperator(spec, group.inputs());
    }
    if (operation instanceof Operation.CombineBeforeSend combine) {
      return new CombineBeforeSendOperator(spec, combine.function());
    }
    if (operation instanceof Operation.ReduceByKey reduce) {
      return new ReduceByKeyOperator(spec, reduce.function());
    }
    if (operation instanceof Operation.UpdateState update) {
      return new UpdateStateOperator(spec, update, states);
    }
    if (operation instanceof Operation.MapWithState map) {
      return new MapWithStateOperator(spec, map, states);
    }
    if (operation instanceof Operation.StateSnapshots snapshots) {
      return new StateSnapshotsOperator(spec, snapshots.state(), states);
    }
    if (operation instanceof Operation.Window window) {
      return new WindowOperator(spec, window, states);
    }
    if (operation instanceof Operation.ReducedWindow window) {
      return new ReducedWindowOperator(spec, window, states);
    }
    if (operation instanceof Operation.InverseWindow window) {
      return new InverseWindowOperator(spec, window, states);
    }
    if (operation instanceof Operation.Send send) {
      return new SendOperator(spec, routers.apply(send.exchange()));
    }
    if (operation instanceof Operation.Emit emit) {
      return new EmitOperator(spec, emit, plan.outputs().get(emit.output()), outputs);
    }
    return new PassOperator(spec);
  }
}
