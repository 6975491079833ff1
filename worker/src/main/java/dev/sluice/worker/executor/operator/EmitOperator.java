package dev.sluice.worker.executor.operator;

import dev.sluice.TaskContext;
import dev.sluice.worker.plan.Operation;
import dev.sluice.worker.plan.OperatorSpec;
import dev.sluice.worker.plan.OutputSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers a partition's records for an output operation. */
final class EmitOperator extends Operator {
  private final int output;
  private final int branch;
  private final OutputSpec target;
  private final OutputAccess access;
  private RecordList records = new RecordList();

  /** The records, when all came at once in a list that has to stay as it is. */
  private @Nullable RecordList complete;

  EmitOperator(
      OperatorSpec spec, Operation.Emit operation, OutputSpec target, OutputAccess access) {
    super(spec);
    this.output = operation.output();
    this.branch = operation.branch();
    this.target = target;
    this.access = access;
  }

  @Override
  public boolean isOutlet() {
    return true;
  }

  @Override
  public void startPartition(BatchScope batch, int index) {
    super.startPartition(batch, index);
    take();
  }

  @Override
  public void acceptAll(List<?> all) {
    if (all instanceof RecordList list
        && records.isEmpty()
        && complete == null
        && !(target instanceof OutputSpec.Print)) {
      complete = list;
    } else {
      all.forEach(this::accept);
    }
  }

  @Override
  public void accept(Object record) {
    var others = complete;
    if (others != null) {
      complete = null;
      others.forEach(records::add);
    }
    if (!(target instanceof OutputSpec.Print print) || records.size() <= print.count()) {
      records.add(record);
    }
  }

  @Override
  public void endPartition() {
    var partition = take();
    if (scope().replay() || scope().batch() % target.slideBatches() != 0) {
      return;
    }
    if (target instanceof OutputSpec.Print) {
      if (!partition.isEmpty()) {
        access.send(scope(), output, branch, partition(), partition);
      }
    } else if (target instanceof OutputSpec.Hold hold) {
      access.hold(scope(), output, hold, branch, partition(), partition);
    } else if (target instanceof OutputSpec.Keep keep) {
      access.keep(scope(), output, keep, branch, partition(), partition);
    } else if (target instanceof OutputSpec.ToSink sink) {
      giveToSink(sink, partition);
    } else if (target instanceof OutputSpec.Action action) {
      access.send(scope(), output, branch, partition(), List.of(call(action, partition)));
    }
  }

  private List<Object> take() {
    var partition = complete == null ? records : complete;
    complete = null;
    records = new RecordList();
    return partition;
  }

  private void giveToSink(OutputSpec.ToSink sink, List<Object> partition) {
    try {
      access.giveToSink(scope(), output, sink, branch, partition(), partition);
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    }
  }

  private Object call(OutputSpec.Action action, List<Object> partition) {
    TaskContext.set(new TaskContext(((long) branch << Integer.SIZE) | partition()));
    try {
      return action.function().call(partition.iterator());
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      throw failed(e);
    } finally {
      TaskContext.set(null);
    }
  }
}
