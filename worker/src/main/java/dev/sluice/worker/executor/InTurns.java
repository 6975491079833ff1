package dev.sluice.worker.executor;

import dev.sluice.worker.executor.operator.OlderWork;
import dev.sluice.worker.executor.operator.Operator;
import dev.sluice.worker.executor.operator.RecordTarget;
import java.util.List;

/** The entry of a source's records, with a turn for older work before each of them. */
record InTurns(Operator entry, OlderWork olderWork) implements RecordTarget {
  @Override
  public void accept(Object record) {
    olderWork.takeTurn();
    entry.accept(record);
  }

  @Override
  public void acceptAll(List<?> records) {
    entry.acceptAll(records);
  }
}
