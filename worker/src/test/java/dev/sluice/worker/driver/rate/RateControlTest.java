package dev.sluice.worker.driver.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.block.BlockId;
import dev.sluice.worker.checkpoint.BatchComposition;
import dev.sluice.worker.checkpoint.BlockReference;
import dev.sluice.worker.checkpoint.SourceInput;
import dev.sluice.worker.driver.batch.Batch;
import dev.sluice.worker.receiver.RateSettings;
import dev.sluice.worker.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RateControlTest {
  private static final String ENABLED = "streaming.backpressure.enabled";

  private final List<String> sent = new ArrayList<>();

  @Test
  void saysNothingUnlessItIsAskedFor() {
    var control = control(1_000, Map.of());

    run(control, 1, 1_000, 1_500, Map.of("a", 1_000));

    assertThat(sent).isEmpty();
  }

  @Test
  void givesEachStreamItsShareAfterABatch() {
    var control = control(1_000, Map.of(ENABLED, "true"));

    run(control, 1, 1_000, 1_500, Map.of("a", 900, "b", 600));

    assertThat(sent).containsExactly("0: 1440", "1: 960");
  }

  @Test
  void neverExceedsTheHighestRate() {
    var control = control(1_000, Map.of(ENABLED, "true", "streaming.receiver.maxRate", "1500"));

    run(control, 1, 1_000, 1_010, Map.of("a", 1_000));
    run(control, 2, 2_000, 2_010, Map.of("a", 1_000));

    assertThat(sent).containsExactly("0: 1500");
  }

  @Test
  void doesNotCountTheTimeOfTheBatchBefore() {
    var control = control(1_000, Map.of(ENABLED, "true"));
    var first = batch(1, Map.of("a", 1_000));
    var second = batch(2, Map.of("a", 1_000));
    first.started(Set.of("executor"), 0);
    second.started(Set.of("executor"), 0);
    first.finished("executor", List.of(), 1_000, 0, 500);
    second.finished("executor", List.of(), 1_000, 0, 1_000);

    control.completed(first, 500);
    control.completed(second, 1_000);

    assertThat(sent).containsExactly("0: 1600");
  }

  @Test
  void slowsDownBeforeTheSlowBatchIsComplete() {
    var control = control(1_000, Map.of(ENABLED, "true"));
    run(control, 1, 1_000, 1_500, Map.of("a", 1_000));
    sent.clear();

    control.cut(2, 2, 2_000);
    control.cut(3, 3, 3_000);
    control.cut(4, 3, 4_000);
    control.cut(5, 3, 5_000);
    control.cut(6, 3, 6_000);

    assertThat(sent).containsExactly("0: 533", "0: 400");
  }

  @Test
  void looksAtVeryShortBatchesTogether() {
    var control = control(10, Map.of(ENABLED, "true"));

    for (var index = 1; index <= 11; index++) {
      run(control, index, index * 10L, index * 10L + 8, Map.of("a", 10 * index));
    }

    assertThat(sent).hasSize(2);
  }

  @Test
  void givesSparksControllerWhatItWantsToKnow() {
    var control =
        control(1_000, Map.of(ENABLED, "true", "streaming.backpressure.rateEstimator", "pid"));

    run(control, 1, 1_000, 1_500, Map.of("a", 1_000));
    run(control, 2, 2_000, 3_000, Map.of("a", 1_000));

    assertThat(sent).containsExactly("0: 1000");
  }

  private RateControl control(long interval, Map<String, String> settings) {
    return new RateControl(
        RateSettings.of(Settings.of(settings)),
        interval,
        List.of("a", "b"),
        (stream, rate) -> sent.add(stream + ": " + Math.round(rate)));
  }

  /** Runs a batch that is cut, started and handed over without waiting. */
  private static void run(
      RateControl control, long index, long cut, long end, Map<String, Integer> records) {
    var batch = batch(index, records);
    control.cut(index, index, cut);
    batch.started(Set.of("executor"), cut);
    batch.finished("executor", List.of(), 0, 0, end);
    control.submitted(index, end);
    control.completed(batch, end);
  }

  private static Batch batch(long index, Map<String, Integer> records) {
    var inputs = new HashMap<String, SourceInput>();
    records.forEach(
        (uid, count) ->
            inputs.put(
                uid,
                new SourceInput.Blocks(
                    List.of(new BlockReference(new BlockId(0, 0, index), count, null)))));
    return new Batch(new BatchComposition(index, index * 1_000, inputs), Map.of(), false);
  }
}
