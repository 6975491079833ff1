package dev.sluice.worker.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Input of one run in flight. */
final class RecordInput extends ValueInput {
  private List<?> objects = List.of();
  private int next;

  void objects(List<?> values) {
    objects = values;
    next = 0;
  }

  @Override
  Object object() {
    @Nullable Object value = next < objects.size() ? objects.get(next) : null;
    if (value == null) {
      throw new CodecException("object missing in a run of records: index=" + next);
    }
    next++;
    return value;
  }
}
