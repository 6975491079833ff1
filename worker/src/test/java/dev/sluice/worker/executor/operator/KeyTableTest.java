package dev.sluice.worker.executor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class KeyTableTest {
  @Test
  void reducesAsAMapDoes() throws Exception {
    var random = new SplittableRandom(42);
    var table = new KeyTable();
    Map<Object, Object> expected = new HashMap<>();
    for (var round = 0; round < 3; round++) {
      for (var record = 0; record < 50_000; record++) {
        var key = "key-" + random.nextInt(10_000) * random.nextInt(3);
        var value = (Object) random.nextLong(100);
        table.merge(key, value, (a, b) -> (Long) a + (Long) b);
        expected.merge(key, value, (a, b) -> (Long) a + (Long) b);
      }

      assertThat(contents(table)).isEqualTo(expected);
      assertThat(table.size()).isEqualTo(expected.size());
      table.clear();
      expected.clear();
    }
  }

  @Test
  void separatesKeysOfOneHashCode() throws Exception {
    var table = new KeyTable();

    table.merge("Aa", 1L, (a, b) -> (Long) a + (Long) b);
    table.merge("BB", 2L, (a, b) -> (Long) a + (Long) b);
    table.merge("Aa", 3L, (a, b) -> (Long) a + (Long) b);

    assertThat(contents(table)).isEqualTo(Map.of("Aa", 4L, "BB", 2L));
  }

  @Test
  void makesAValueOnlyForAKeyWithoutOne() {
    var table = new KeyTable();
    for (var record = 0; record < 1_000; record++) {
      ((AtomicInteger) table.computeIfAbsent(record % 100, AtomicInteger::new)).incrementAndGet();
    }

    assertThat(table.size()).isEqualTo(100);
    assertThat(table.get(7)).hasToString("10");
    assertThat(table.get(100)).isNull();
  }

  private static Map<Object, Object> contents(KeyTable table) {
    var contents = new HashMap<Object, Object>();
    table.forEach(contents::put);
    return contents;
  }
}
