package dev.sluice.worker.executor.operator;

import dev.sluice.Tuple2;
import dev.sluice.worker.plan.OperatorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the values of each key of a partition, a list an input; the lists come at its end. */
final class GroupByKeyOperator extends FoldingOperator<KeyTable> {
  private final int inputs;

  /** The values of one key. */
  private static final class Groups {
    private final @Nullable ArrayList<Object>[] lists;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of lists cannot be made otherwise
    Groups(int inputs) {
      lists = new ArrayList[inputs];
    }

    void add(int input, Object value) {
      var list = lists[input];
      if (list == null) {
        list = new ArrayList<>(2);
        lists[input] = list;
      }
      list.add(value);
    }

    /** A list an input, empty where the key has no value. */
    List<?> all() {
      for (var input = 0; input < lists.length; input++) {
        if (lists[input] == null) {
          lists[input] = new ArrayList<>(0);
        }
      }
      return Arrays.asList(lists);
    }
  }

  GroupByKeyOperator(OperatorSpec spec, int inputs) {
    super(spec, KeyTable::new);
    this.inputs = inputs;
  }

  @Override
  public void fold(int input, Object record, KeyTable into) {
    var pair = (Tuple2<?, ?>) record;
    var key = pair._1();
    try {
      ((Groups) into.computeIfAbsent(key, () -> new Groups(inputs))).add(input, pair._2());
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
      throw failedAt(key, e);
    }
  }

  @Override
  public void endPartition() {
    var results = take();
    if (isActive()) {
      results.forEach((key, groups) -> emit(new Tuple2<>(key, ((Groups) groups).all())));
    }
  }
}
