package dev.sluice.worker.plan;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stage while its operators are being connected. */
final class StageDraft {
  private final int id;
  private final int partitions;
  private final List<Integer> inputs = new ArrayList<>();
  private final Map<Integer, OperatorSpec> operators = new LinkedHashMap<>();

  StageDraft(int id, int partitions) {
    this.id = id;
    this.partitions = partitions;
  }

  int partitions() {
    return partitions;
  }

  /** Makes an exchange the next input and returns its place. */
  int addInput(int exchange) {
    inputs.add(exchange);
    return inputs.size() - 1;
  }

  void add(OperatorSpec operator) {
    operators.put(operator.id(), operator);
  }

  /** Returns what an operator of this stage does. */
  Operation operation(int operator) {
    return requireNonNull(operators.get(operator), "no such operator").operation();
  }

  void connect(int from, int to) {
    operators.computeIfPresent(
        from,
        (id, spec) -> {
          var next = new ArrayList<>(spec.next());
          next.add(to);
          return with(spec, spec.slideBatches(), next);
        });
  }

  void slide(int operator, int slideBatches) {
    operators.computeIfPresent(operator, (id, spec) -> with(spec, slideBatches, spec.next()));
  }

  Stage finish() {
    return new Stage(id, partitions, inputs, List.copyOf(operators.values()));
  }

  private static OperatorSpec with(OperatorSpec spec, int slideBatches, List<Integer> next) {
    return new OperatorSpec(spec.id(), spec.name(), spec.operation(), slideBatches, next);
  }
}
