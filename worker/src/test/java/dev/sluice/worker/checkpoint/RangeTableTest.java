package dev.sluice.worker.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.writeahead.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RangeTableTest {
  private final MemoryStore objects = new MemoryStore();
  private final CheckpointStore writer = new CheckpointStore(objects, "");
  private final TreeMap<Integer, List<ShardRange>> ranges = new TreeMap<>();

  private static ShardRange range(int shard, long checkpoint) {
    return new ShardRange(shard, "checkpoints/%020d/state-w".formatted(checkpoint), shard, 9, 2);
  }

  private static Manifest manifest(long id, long epoch, Map<Integer, List<ShardRange>> ranges) {
    var all = ranges.values().stream().flatMap(List::stream).toList();
    return new Manifest(
        Manifest.FORMAT,
        id,
        "uid",
        epoch,
        id,
        0,
        0,
        100,
        64,
        2,
        Map.of(),
        Map.of("counts", new OperatorState("keyed", all)),
        List.of(),
        Map.of(),
        id,
        0);
  }

  private int bytes(long id) {
    return objects.get(CheckpointKeys.rangeTable(id, 1)).length
        + objects.get(CheckpointKeys.manifest(id)).length;
  }

  @Test
  void tellsEveryRangeWhateverWasAddedReplacedOrLost() {
    var random = new Random(5);
    for (var id = 1L; id <= 300; id++) {
      for (var shard = 0; shard < 8; shard++) {
        var known = ranges.computeIfAbsent(shard, any -> new ArrayList<>());
        switch (random.nextInt(12)) {
          case 0 -> known.clear();
          case 1 -> {
            known.clear();
            known.add(range(shard, id));
          }
          case 2 -> {}
          default -> known.add(range(shard, id));
        }
      }
      var written = writer.write(manifest(id, id / 100, ranges));

      var read = new CheckpointStore(objects, "").read(id);

      assertThat(read).isEqualTo(written);
      assertThat(read.state()).isEqualTo(manifest(id, 0, ranges).state());
      assertThat(read.tables()).hasSizeLessThanOrEqualTo(64);
      assertThat(read.objects())
          .contains(CheckpointKeys.rangeTable(read.tables().get(0), read.epoch()));
    }
  }

  @Test
  void writesWhatIsNewWhateverIsKnownAlready() {
    for (var id = 1L; id <= 200; id++) {
      for (var shard = 0; shard < 64; shard++) {
        ranges.computeIfAbsent(shard, any -> new ArrayList<>()).add(range(shard, id));
      }
      writer.write(manifest(id, 1, ranges));
    }
    var average = 0L;
    for (var id = 101L; id <= 200; id++) {
      average += bytes(id) / 100;
    }
    assertThat(average).isLessThan(6_000); // all 200 ranges of 64 shards are 200 kB
  }

  @Test
  void writesNothingForAJobWithoutState() {
    writer.write(manifest(1, 1, ranges));

    assertThat(objects.list("", "")).containsExactly(CheckpointKeys.manifest(1));
  }

  @Test
  void checkpointWithoutATableIsDamaged() {
    ranges.put(0, List.of(range(0, 1)));
    writer.write(manifest(1, 1, ranges));
    var key = CheckpointKeys.rangeTable(1, 1);

    objects.put(
        key, "{\"format\":1,\"objects\":[],\"states\":{}}".getBytes(StandardCharsets.UTF_8));
    assertThat(new CheckpointStore(objects, "").read(1).objects()).containsExactly(key);
    objects.put(
        key,
        "{\"format\":1,\"objects\":[],\"states\":{\"counts\":{\"whole\":[0,0,0,9,1],\"added\":[]}}}"
            .getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> new CheckpointStore(objects, "").read(1))
        .isInstanceOf(DamagedObjectException.class)
        .hasMessageContaining(key + ": there is no object 0");
    objects.delete(List.of(key));
    assertThatThrownBy(() -> new CheckpointStore(objects, "").read(1))
        .isInstanceOf(DamagedObjectException.class)
        .hasMessageContaining(key + ": it is missing");
  }
}
