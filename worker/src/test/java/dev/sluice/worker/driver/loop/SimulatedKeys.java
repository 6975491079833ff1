package dev.sluice.worker.driver.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Tuple2;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.codec.RecordFormat;
import dev.sluice.worker.driver.workers.HeldPiece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a simulated job: what comes in, and what has to be put out of it. */
final class SimulatedKeys {
  private static final int KEYS = 40;

  private final Random random;
  private final SimulatedLog log;
  private final Set<Long> cutBefore = new HashSet<>();
  private final RecordFormat format = new RecordFormat(SimulatedKeys.class.getClassLoader());

  SimulatedKeys(Random random, SimulatedLog log) {
    this.random = random;
    this.log = log;
  }

  /** What was cut and not logged is cut anew, and may then be something else. */
  void driverBegins() {
    cutBefore.clear();
    log.batches().values().forEach(batch -> cutBefore.add(batch.timeMillis()));
  }

  /** A list for a time; whether there is one at all is up to chance when the batch is cut. */
  @Nullable List<Integer> list(long millis) {
    if (cutBefore.add(millis) && random.nextInt(4) == 0) {
      return null;
    }
    var keys = new ArrayList<Integer>();
    var content = new Random(millis);
    for (var record = 0; record < 12; record++) {
      keys.add(content.nextInt(KEYS));
    }
    return keys;
  }

  /** What a batch has put out. */
  Map<Integer, Long> counts(List<HeldPiece> pieces) {
    var counts = new HashMap<Integer, Long>();
    for (var piece : pieces) {
      var reader = format.newReader();
      var bytes = piece.piece().getRecords().toByteArray();
      reader.reset(bytes, 0, bytes.length);
      while (reader.hasNext()) {
        var pair = (Tuple2<?, ?>) requireNonNull(reader.next());
        assertThat(counts.put((Integer) pair._1(), (Long) pair._2())).isNull();
      }
    }
    return counts;
  }

  /** What a batch has to put out, by what the log says of it and of those before. */
  Map<Integer, Long> expected(long index) {
    var counts = new HashMap<Integer, Long>();
    keysUpTo(index).forEach(keys -> keys.forEach(key -> counts.merge(key, 1L, Long::sum)));
    return counts;
  }

  /** What the state behind it puts out: the counts of each batch's keys added up. */
  Map<Integer, Long> expectedBehind(long index, int coarseKeys) {
    var counts = new HashMap<Integer, Long>();
    var sums = new HashMap<Integer, Long>();
    for (var keys : keysUpTo(index)) {
      keys.forEach(key -> counts.merge(key, 1L, Long::sum));
      new HashSet<>(keys)
          .forEach(key -> sums.merge(key % coarseKeys, requireNonNull(counts.get(key)), Long::sum));
    }
    return sums;
  }

  private List<List<Integer>> keysUpTo(long index) {
    var batches = log.batches().headMap(index, true);
    assertThat(batches).containsKey(index);
    var lists = new ArrayList<List<Integer>>();
    for (var batch : batches.values()) {
      var keys = new ArrayList<Integer>();
      for (var input : batch.inputs().values()) {
        if (((SourceInput.Generated) input).present()) {
          keys.addAll(requireNonNull(list(batch.timeMillis())));
        }
      }
      lists.add(keys);
    }
    return lists;
  }
}
