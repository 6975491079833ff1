package dev.sluice.worker.codec;

import java.util.ArrayList;
import java.util.List;

/** Output of one run in flight: objects without a codec are gathered and written at its end. */
final class RecordOutput extends ValueOutput {
  final List<Object> objects = new ArrayList<>();

  RecordOutput(ByteSink bytes) {
    super(bytes);
  }

  @Override
  ValueCodec codecFor(Class<?> type) {
    ValueCodec codec = Codecs.byClass(type);
    return codec == null ? ObjectCodec.INSTANCE : codec;
  }

  @Override
  void object(Object value) {
    objects.add(value);
  }

  /** Forgets what was written since a point. */
  void rollBack(int position, int objectCount) {
    bytes.position(position);
    while (objects.size() > objectCount) {
      objects.remove(objects.size() - 1);
    }
  }
}
