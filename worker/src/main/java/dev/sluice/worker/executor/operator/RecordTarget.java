package dev.sluice.worker.executor.operator;

import java.util.List;

/** Takes records. */
@FunctionalInterface
public interface RecordTarget {
  /** Takes one record. */
  void accept(Object record);

  /** Takes records of a list that nobody changes any more. */
  default void acceptAll(List<?> records) {
    records.forEach(this::accept);
  }
}
