package dev.sluice.worker.executor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.function.Function2;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReducingTableTest {
  private static final Function2<Object, Object, Object> ADD =
      (left, right) -> {
        if (left instanceof Integer a && right instanceof Integer b) {
          return Math.addExact(a, b);
        }
        if (left instanceof Long a && right instanceof Long b) {
          return a + b;
        }
        return left instanceof Double a && right instanceof Double b ? a + b : left + "+" + right;
      };

  private final ReducingTable table = new ReducingTable();

  @ParameterizedTest
  @ValueSource(classes = {Integer.class, Long.class, Double.class, String.class})
  void reducesManyKeysWhateverTheTypeOfTheirValues(Class<?> type) throws Exception {
    var expected = new HashMap<Object, Object>();

    for (var index = 0; index < 10_000; index++) {
      var key = "key" + index % 1_000;
      var value = value(type, index);
      table.merge(key, value, ADD);
      expected.merge(key, value, ReducingTableTest::add);
    }

    assertThat(contents()).isEqualTo(expected);
    assertThat(table.size()).isEqualTo(1_000);
  }

  @Test
  void keepsValuesOfSeveralTypes() throws Exception {
    table.merge("a", 1, ADD);
    table.merge("b", 2L, ADD);
    table.merge("a", 3, ADD);
    table.merge("c", "text", ADD);

    assertThat(contents()).isEqualTo(Map.of("a", 4, "b", 2L, "c", "text"));
  }

  @Test
  void keepsResultsThatAreOfAnotherTypeThanTheValues() throws Exception {
    table.merge("other", 7, ADD);
    table.merge("a", 1, ADD);
    table.merge("a", 2, (left, right) -> left + " and " + right);

    assertThat(contents()).isEqualTo(Map.of("other", 7, "a", "1 and 2"));
  }

  @Test
  void tellsKeysOfOneHashApart() throws Exception {
    table.merge("Aa", 1, ADD);
    table.merge("BB", 2, ADD);

    assertThat(contents()).isEqualTo(Map.of("Aa", 1, "BB", 2));
  }

  @Test
  void beginsAnewAfterItWasCleared() throws Exception {
    table.merge("a", 1, ADD);
    table.clear();
    table.merge("a", "x", ADD);

    assertThat(contents()).isEqualTo(Map.of("a", "x"));
  }

  @Test
  void hasTheKeysOfEachBatchAloneWhateverCameBefore() throws Exception {
    var random = new SplittableRandom(7);
    for (var batch = 0; batch < 200; batch++) {
      var expected = new HashMap<Object, Object>();
      var keys = random.nextInt(1, 3_000);
      var from = random.nextInt(0, 2_000);
      var type = random.nextInt(10) == 0 ? Long.class : Integer.class;
      for (var index = random.nextInt(5_000); index > 0; index--) {
        var key = key(from + random.nextInt(keys), batch % 7);
        table.merge(key, value(type, index), ADD);
        expected.merge(key, value(type, index), ReducingTableTest::add);
      }

      assertThat(contents()).as("batch " + batch).isEqualTo(expected);
      assertThat(table.size()).isEqualTo(expected.size());
      table.clear();
      assertThat(contents()).isEmpty();
    }
  }

  @Test
  void knowsKeysThatCanNotChangeFromTheBatchBefore() throws Exception {
    var first = new String("key");
    table.merge(first, 1, ADD);
    table.clear();
    table.merge(new String("key"), 2, ADD);

    assertThat(contents().keySet()).first().isSameAs(first);
  }

  @Test
  void givesAKeyThatMayChangeWithOneBatchOnly() throws Exception {
    var second = List.of("key");
    table.merge(new ArrayList<>(second), 1, ADD);
    table.clear();
    table.merge(second, 2, ADD);

    assertThat(contents().keySet()).first().isSameAs(second);
  }

  @Test
  @SuppressWarnings("NullAway") // what a program can do all the same
  void refusesNullValuesAndNullResults() throws Exception {
    assertThatThrownBy(() -> table.merge("a", null, ADD)).hasMessageContaining("'a' is null");

    table.merge("b", 1, ADD);

    assertThatThrownBy(() -> table.merge("b", 1, (left, right) -> null))
        .hasMessageContaining("gave null");
  }

  private Map<Object, Object> contents() {
    var contents = new HashMap<>();
    table.forEach(contents::put);
    return contents;
  }

  private static Object key(int number, int batch) {
    return batch == 0 ? List.of(number) : "key" + number;
  }

  private static Object value(Class<?> type, int index) {
    if (type == Integer.class) {
      return index;
    }
    if (type == Long.class) {
      return (long) index;
    }
    return type == Double.class ? (double) index : "v" + index;
  }

  private static Object add(Object left, Object right) {
    try {
      return ADD.call(left, right);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
