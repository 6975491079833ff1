package dev.sluice.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RetentionTest {

  @Test
  void neverTakesWhatAKeptCheckpointNeedsAndLeavesNoOldGarbage() {
    for (int seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      int count = 1 + random.nextInt(12);
      int retained = 1 + random.nextInt(5);
      List<Manifest> manifests = new ArrayList<>();
      Set<String> objects = new TreeSet<>();
      List<String> known = new ArrayList<>();
      for (int id = 1; id <= count; id++) {
        for (int i = random.nextInt(3); i >= 0; i--) {
          known.add(state(id, i));
        }
        List<ShardRange> ranges = new ArrayList<>();
        for (int shard = 0; shard < 4; shard++) {
          String object = known.get(random.nextInt(known.size()));
          ranges.add(new ShardRange(shard, object, 0, 1, 1));
        }
        if (random.nextInt(4) > 0) {
          manifests.add(manifest(id, ranges));
        }
      }
      objects.addAll(known);
      objects.add(state(count + 1, 0)); // Of the checkpoint that is being written.
      List<Long> ids = new ArrayList<>();
      for (long id = 1; id <= count; id++) {
        ids.add(id);
      }

      Retention.Garbage garbage =
          Retention.toDelete(manifests, ids, List.copyOf(objects), retained);

      List<Manifest> kept =
          manifests.subList(Math.max(0, manifests.size() - retained), manifests.size());
      Set<String> needed = new HashSet<>();
      kept.forEach(
          m -> m.state().values().forEach(s -> s.shards().forEach(r -> needed.add(r.object()))));
      assertThat(garbage.stateObjects()).noneMatch(needed::contains);
      assertThat(garbage.stateObjects()).doesNotContain(state(count + 1, 0));
      kept.forEach(m -> assertThat(garbage.manifests()).doesNotContain(m.id()));
      kept.forEach(m -> assertThat(m.logSequence()).isGreaterThanOrEqualTo(garbage.logBelow()));
      if (!kept.isEmpty()) {
        long oldest = kept.get(0).id();
        Set<String> left = new HashSet<>(objects);
        garbage.stateObjects().forEach(left::remove);
        left.removeAll(needed);
        assertThat(left)
            .allSatisfy(key -> assertThat(key).isGreaterThanOrEqualTo(state(oldest, 0)));
      }
    }
  }

  @Test
  void takesNothingWithoutAUsableCheckpoint() {
    assertThat(Retention.toDelete(List.of(), List.of(1L), List.of(state(1, 0)), 3))
        .isEqualTo(new Retention.Garbage(List.of(), List.of(), 0));
    assertThatThrownBy(() -> Retention.toDelete(List.of(), List.of(), List.of(), 0))
        .hasMessageContaining("retained must be positive: 0");
  }

  private static String state(long id, int number) {
    return String.format(Locale.ROOT, "checkpoints/%020d/state-worker-%d", id, number);
  }

  private static Manifest manifest(long id, List<ShardRange> ranges) {
    return new Manifest(
        Manifest.FORMAT,
        id,
        "uid",
        1,
        id,
        0,
        0,
        100,
        4,
        1,
        Map.of(),
        Map.of("count", new OperatorState("x", ranges)),
        List.of(),
        Map.of(),
        id * 10,
        0);
  }
}
