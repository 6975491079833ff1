package dev.sluice.worker.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.codec.StateFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A shard beside a plain map, under random use with snapshots and restores in between. */
class StateShardPropertiesTest {
  private static final long TIMEOUT = 5;

  private final StateFormat format =
      StateFormat.withClasses(StateShardPropertiesTest.class.getClassLoader());

  /** What may be done, and how often beside the others. */
  private enum Act {
    PUT(60),
    TOUCH(20),
    REMOVE(20),
    UPDATE_ALL(2),
    ADD(2),
    PASS_TIME(10),
    SNAPSHOT(8),
    RESTORE(2);

    private static final int ALL_WEIGHTS = Stream.of(values()).mapToInt(act -> act.weight).sum();

    private final int weight;

    Act(int weight) {
      this.weight = weight;
    }
  }

  private record Step(Act act, Object key, Object value) {}

  private record Entry(Object value, long time) {}

  @Test
  void isAMapThatComesBackFromItsSnapshots() {
    for (var seed = 0; seed < 300; seed++) {
      try {
        compare(steps(new Random(seed)));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private void compare(List<Step> steps) {
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
        case ADD -> {
          var added = new PairColumns();
          if (model.containsKey(step.key)) {
            added.add(step.key, "a");
            added.add(step.key, 1L);
          }
          shard.updateAll(
              added,
              (key, values, before) -> key.hashCode() % 5 == 0 ? null : values + "" + before);
          model.keySet().removeIf(key -> key.hashCode() % 5 == 0);
          model.replaceAll(
              (key, before) ->
                  new Entry((key.equals(step.key) ? "[a, 1]" : "[]") + before.value, before.time));
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

  private static List<Step> steps(Random random) {
    var mixed = random.nextInt(3) == 0;
    return Stream.generate(
            () ->
                mixed
                    ? new Step(act(random), anyKey(random), any(random))
                    : new Step(act(random), number(random), number(random)))
        .limit(random.nextInt(401))
        .toList();
  }

  private static Act act(Random random) {
    var left = random.nextInt(Act.ALL_WEIGHTS);
    for (var act : Act.values()) {
      left -= act.weight;
      if (left < 0) {
        return act;
      }
    }
    throw new AssertionError("the weights do not add up");
  }

  private static Object number(Random random) {
    return (long) (random.nextInt(81) - 40) << 20;
  }

  private static Object anyKey(Random random) {
    var number = random.nextInt(201);
    return switch (number % 4) {
      case 0 -> (Object) (long) number;
      case 1 -> number;
      case 2 -> (double) number;
      default -> "key" + number;
    };
  }

  private static Object any(Random random) {
    var value = anyKey(random);
    return value instanceof Double ? new ArrayList<>(List.of(value)) : value;
  }
}
