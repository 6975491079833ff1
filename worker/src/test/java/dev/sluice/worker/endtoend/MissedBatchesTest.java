package dev.sluice.worker.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.SluiceConf;
import dev.sluice.streaming.StreamingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the batches that were due while no driver ran. */
@Timeout(60)
class MissedBatchesTest {
  private static final long INTERVAL = 50;
  private static final long AWAY = 600;

  @TempDir private Path directory;

  private final ConcurrentSkipListSet<Long> times = new ConcurrentSkipListSet<>();

  @Test
  void areCutEachAsInSpark() {
    runUntilItHasMade(3, "each");
    beAway();
    runUntilItHasMade(20, "each");

    assertThat(gaps()).containsOnly(INTERVAL);
  }

  @Test
  void areOneBatchIfTheProgramWantsThatAndTheGridStays() {
    runUntilItHasMade(3, "coalesce");
    beAway();
    runUntilItHasMade(3, "coalesce");
    beAway();
    runUntilItHasMade(3, "coalesce");

    assertThat(gaps()).filteredOn(gap -> gap >= AWAY - INTERVAL).hasSize(2);
    assertThat(gaps()).allMatch(gap -> gap % INTERVAL == 0);
    assertThat(times).as("a batch a time").hasSizeLessThan((int) (2 * AWAY / INTERVAL));
  }

  @Test
  void cannotBeOneBatchWhereAWindowCountsThem() {
    try (var context = context("coalesce")) {
      context
          .generatedStream(time -> List.of(1), 1)
          .window(Duration.ofMillis(2 * INTERVAL))
          .print();

      assertThatThrownBy(context::start)
          .hasMessageContaining("counts batches, so streaming.missedBatches=coalesce");
    }
  }

  private StreamingContext context(String missed) {
    var conf = new SluiceConf().setMaster("local[1]").set("streaming.missedBatches", missed);
    var context = new StreamingContext(conf, Duration.ofMillis(INTERVAL));
    context.checkpoint(directory.toString());
    return context;
  }

  private void runUntilItHasMade(int batches, String missed) {
    var newest = times.isEmpty() ? 0 : times.last();
    try (var context = context(missed)) {
      context
          .generatedStream(time -> List.of(1), 1)
          .foreachRDD(
              (rdd, time) -> {
                times.add(time.milliseconds());
              });
      context.start();
      await().until(() -> times.tailSet(newest, false).size() >= batches);
    }
  }

  private static void beAway() {
    await().pollDelay(Duration.ofMillis(AWAY)).until(() -> true);
  }

  private List<Long> gaps() {
    var all = List.copyOf(times);
    return IntStream.range(1, all.size())
        .mapToObj(index -> all.get(index) - all.get(index - 1))
        .toList();
  }
}
