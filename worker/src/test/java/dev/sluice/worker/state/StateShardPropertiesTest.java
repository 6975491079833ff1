package dev.sluice.worker.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.codec.StateFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A shard beside a plain map, under random use with snapshots and restores in between. */
class StateShardPropertiesTest {
  private static final long TIMEOUT = 5;

  private final StateFormat format =
      StateFormat.withClasses(StateShardPropertiesTest.class.getClassLoader());

  private enum Act {
    PUT,
    TOUCH,
    REMOVE,
    UPDATE_ALL,
    PASS_TIME,
    SNAPSHOT,
    RESTORE
  }

  private record Step(Act act, Object key, Object value) {}

  private record Entry(Object value, long time) {}

  @Property(tries = 300)
  void isAMapThatComesBackFromItsSnapshots(@ForAll("steps") List<Step> steps) {
    var model = new HashMap<Object, Entry>();
    var saved = Map.copyOf(model);
    var ranges = new ArrayList<byte[]>();
    var shard = new StateShard(3);
    var now = 1L;
    shard.keepTimes(now);
    for (var step : steps) {
      switch (step.act) {
        case PUT -> {
          shard.seek(step.key);
          shard.putSought(step.value);
          shard.touchSought(now);
          model.put(step.key, new Entry(step.value, now));
        }
        case TOUCH -> {
          var known = model.get(step.key);
          assertThat(shard.seek(step.key)).isEqualTo(known == null ? null : known.value);
          if (known != null) {
            shard.touchSought(now);
            model.put(step.key, new Entry(known.value, now));
          }
        }
        case REMOVE -> {
          var known = model.remove(step.key);
          assertThat(shard.remove(step.key)).isEqualTo(known == null ? null : known.value);
        }
        case UPDATE_ALL -> {
          shard.updateAll((key, before) -> key.hashCode() % 3 == 0 ? null : step.value);
          model.keySet().removeIf(key -> key.hashCode() % 3 == 0);
          model.replaceAll((key, before) -> new Entry(step.value, before.time));
        }
        case PASS_TIME -> {
          now++;
          var before = now - TIMEOUT;
          var expired = new HashSet<Object>();
          shard.expire(before, (key, value) -> assertThat(expired.add(key)).isTrue());
          var due = new HashSet<Object>();
          model.forEach(
              (key, entry) -> {
                if (entry.time < before) {
                  due.add(key);
                }
              });
          assertThat(expired).isEqualTo(due);
          model.keySet().removeAll(due);
        }
        case SNAPSHOT -> {
          if (shard.dirty()) {
            var snapshot = shard.snapshot(format, false);
            if (!snapshot.isDelta()) {
              ranges.clear();
            }
            ranges.add(snapshot.bytes(format));
          }
          saved = Map.copyOf(model);
        }
        case RESTORE -> {
          shard = StateShard.restore(3, ranges, format);
          shard.keepTimes(now);
          model.clear();
          model.putAll(saved);
        }
      }
      assertThat(shard.size()).isEqualTo(model.size());
    }
    var values = new HashMap<Object, Object>();
    shard.forEach(values::put);
    var expected = new HashMap<Object, Object>();
    model.forEach((key, entry) -> expected.put(key, entry.value));
    assertThat(values).isEqualTo(expected);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Arbitraries.of(true, false, false)
        .flatMap(
            mixed ->
                Combinators.combine(acts(), mixed ? anyKey() : number(), mixed ? any() : number())
                    .as(Step::new)
                    .list()
                    .ofMaxSize(400));
  }

  private static Arbitrary<Act> acts() {
    return Arbitraries.frequency(
        Tuple.of(60, Act.PUT),
        Tuple.of(20, Act.TOUCH),
        Tuple.of(20, Act.REMOVE),
        Tuple.of(2, Act.UPDATE_ALL),
        Tuple.of(10, Act.PASS_TIME),
        Tuple.of(8, Act.SNAPSHOT),
        Tuple.of(2, Act.RESTORE));
  }

  private static Arbitrary<Object> number() {
    return Arbitraries.longs().between(-40, 40).map(number -> (Object) (number << 20));
  }

  private static Arbitrary<Object> anyKey() {
    return Arbitraries.integers()
        .between(0, 200)
        .map(
            number ->
                switch (number % 4) {
                  case 0 -> (Object) (long) number;
                  case 1 -> number;
                  case 2 -> (double) number;
                  default -> "key" + number;
                });
  }

  private static Arbitrary<Object> any() {
    return anyKey().map(value -> value instanceof Double ? new ArrayList<>(List.of(value)) : value);
  }
}
