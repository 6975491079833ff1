package dev.sluice.worker.executor.operator;

import dev.sluice.worker.plan.OperatorSpec;

/** Sends records to the partitions of an exchange. */
final class SendOperator extends Operator {
  private final RecordRouter router;

  SendOperator(OperatorSpec spec, RecordRouter router) {
    super(spec);
    this.router = router;
  }

  @Override
  public boolean isOutlet() {
    return true;
  }

  @Override
  public void accept(Object record) {
    try {
      router.route(scope(), record);
    } catch (UnroutableException e) {
      throw failed(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void endBatch(BatchScope batch) {
    super.endBatch(batch);
    router.flush(batch);
  }
}
