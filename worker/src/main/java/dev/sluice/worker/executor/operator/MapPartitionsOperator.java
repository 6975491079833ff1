package dev.sluice.worker.executor.operator;

import dev.sluice.function.Function2;
import dev.sluice.worker.plan.OperatorSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A partition in, any number of records out: records are held back until the partition ends. */
final class MapPartitionsOperator extends Operator {
  private final Function2<Integer, Iterator<Object>, Iterator<Object>> function;
  private List<Object> records = new ArrayList<>();

  MapPartitionsOperator(
      OperatorSpec spec, Function2<Integer, Iterator<Object>, Iterator<Object>> function) {
    super(spec);
    this.function = function;
  }

  @Override
  public void startPartition(BatchScope batch, int index) {
    super.startPartition(batch, index);
    records = new ArrayList<>();
  }

  @Override
  public void accept(Object record) {
    records.add(record);
  }

  @Override
  public void endPartition() {
    var partition = records;
    records = new ArrayList<>();
    if (!isActive()) {
      return;
    }
    var results = new ArrayList<Object>();
    try {
      function.call(partition(), partition.iterator()).forEachRemaining(results::add);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
    results.forEach(this::emit);
  }
}
