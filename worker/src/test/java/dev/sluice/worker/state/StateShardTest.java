package dev.sluice.worker.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.codec.CodecException;
import dev.sluice.worker.codec.StateFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StateShardTest {
  private final StateFormat format = StateFormat.withClasses(StateShardTest.class.getClassLoader());

  /** Few hash codes, so that probing and removal are put to the test. */
  record Key(int number) {
    @Override
    public int hashCode() {
      return number % 7;
    }
  }

  @Test
  void behavesAsAMapUnderRandomUse() {
    Random random = new Random(3);
    for (int round = 0; round < 50; round++) {
      StateShard shard = new StateShard(0);
      Map<Object, Object> model = new HashMap<>();
      for (int i = 0; i < 2000; i++) {
        Object key = key(random.nextInt(round % 2 == 0 ? 40 : 3000), round);
        switch (random.nextInt(5)) {
          case 0 -> assertThat(shard.remove(key)).isEqualTo(model.remove(key));
          case 1 -> {
            Object before = shard.seek(key);
            shard.putSought(before == null ? 1L : (Long) before + 1);
            model.merge(key, 1L, (a, b) -> (Long) a + (Long) b);
          }
          case 2 -> assertThat(shard.get(key)).isEqualTo(model.get(key));
          default -> {
            shard.put(key, (long) i);
            model.put(key, (long) i);
          }
        }
      }
      assertThat(contents(shard)).isEqualTo(model);
      assertThat(shard.size()).isEqualTo(model.size());
    }
  }

  @Test
  void updatesAllKeysAndForgetsThoseWithoutAValue() {
    StateShard shard = new StateShard(0);
    for (long i = 0; i < 1000; i++) {
      shard.put("key" + i, i);
    }

    shard.updateAll((key, value) -> (Long) value % 10 == 0 ? (Long) value + 1 : null);

    assertThat(shard.size()).isEqualTo(100);
    assertThat(shard.get("key20")).isEqualTo(21L);
    assertThat(shard.get("key21")).isNull();
    shard.put("key21", 5L);
    assertThat(shard.get("key21")).isEqualTo(5L);
  }

  @Test
  void updatesEachKeyWithWhatWasAddedForItInOrder() {
    StateShard shard = new StateShard(0);
    shard.put("old", "0");
    shard.put("idle", "0");
    shard.put("leaves", "0");
    PairColumns added = new PairColumns();
    added.add("old", "1");
    added.add("new", "1");
    added.add("leaves", null);
    added.add("old", null);
    added.add("new", "2");
    added.add("never", "1");
    added.add("old", "3");

    shard.updateAll(
        added,
        (key, values, before) ->
            key.equals("leaves") || key.equals("never") ? null : before + values.toString());

    assertThat(contents(shard))
        .isEqualTo(Map.of("old", "0[1, null, 3]", "idle", "0[]", "new", "null[1, 2]"));
  }

  @Test
  void updatesKeysOfSeveralTypes() {
    StateShard shard = new StateShard(0);
    PairColumns added = new PairColumns();
    for (long i = 0; i < 100; i++) {
      added.add(i, i);
    }
    added.add("text", 1);
    added.add(7, 2.5);
    added.add(7L, "more");

    shard.updateAll(added, (key, values, before) -> values);

    assertThat(shard.size()).isEqualTo(102);
    assertThat(shard.get(0L)).isEqualTo(List.of(0L));
    assertThat(shard.get(7L)).isEqualTo(List.of(7L, "more"));
    assertThat(shard.get(7)).isEqualTo(List.of(2.5));
    assertThat(shard.get("text")).isEqualTo(List.of(1));
  }

  @Test
  void isDirtyFromAChangeUntilTheNextSnapshot() {
    StateShard shard = new StateShard(4);
    assertThat(shard.dirty()).isFalse();
    shard.remove("none");
    assertThat(shard.dirty()).isFalse();

    shard.put("a", 1L);
    assertThat(shard.dirty()).isTrue();
    shard.snapshot(format, false);
    assertThat(shard.dirty()).isFalse();
    shard.updateAll((key, value) -> value);
    assertThat(shard.dirty()).isFalse();
    shard.updateAll((key, value) -> 3L);
    assertThat(shard.dirty()).isTrue();
  }

  @Test
  void valueThatCanChangeInPlaceCountsAsChanged() {
    StateShard shard = new StateShard(0);
    shard.put("a", new ArrayList<>(List.of(1)));
    shard.snapshot(format, false);

    shard.updateAll((key, value) -> value);

    assertThat(shard.dirty()).isTrue();
  }

  @Test
  void comesBackFromASnapshotWithNothingToSave() {
    StateShard shard = new StateShard(9);
    for (int i = 0; i < 5000; i++) {
      shard.put("word" + i, (long) i);
    }
    ShardSnapshot snapshot = shard.snapshot(format, false);

    StateShard restored = StateShard.restore(9, List.of(snapshot.bytes(format)), format);

    assertThat(snapshot.size()).isEqualTo(5000);
    assertThat(contents(restored)).isEqualTo(contents(shard));
    assertThat(restored.shard()).isEqualTo(9);
    assertThat(restored.dirty()).isFalse();
    assertThatThrownBy(() -> StateShard.restore(9, List.of(new byte[3]), format))
        .isInstanceOf(CodecException.class);
  }

  private static Object key(int number, int round) {
    return round % 3 == 0 ? new Key(number) : "key" + number;
  }

  private static Map<Object, Object> contents(StateShard shard) {
    Map<Object, Object> entries = new HashMap<>();
    shard.forEach(entries::put);
    return entries;
  }
}
