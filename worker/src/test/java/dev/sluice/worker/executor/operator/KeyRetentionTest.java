package dev.sluice.worker.executor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyRetentionTest {
  private final KeyRetention retention = new KeyRetention();

  @Test
  void keepsKeysWhileAtLeastHalfOfThemComeAgain() {
    add(100);

    assertThat(retention.keeps(100, 100)).isTrue();
    assertThat(retention.keeps(100, 50)).isTrue();
    assertThat(retention.keeps(130, 80)).isTrue();
  }

  @Test
  void forgetsKeysThatDoNotComeAgainAndTriesAnewLater() {
    add(100);
    assertThat(retention.keeps(100, 100)).isTrue();

    assertThat(retention.keeps(160, 100)).isFalse();
    for (var batch = 1; batch < KeyRetention.BATCHES_WITHOUT; batch++) {
      assertThat(retention.keeps(100, 100)).as("batch " + batch).isFalse();
    }
    assertThat(retention.keeps(100, 100)).isTrue();
  }

  @Test
  void keepsNoMoreThanAFewMegabytes() {
    assertThat(retention.keeps(KeyRetention.MOST_KEYS + 1, KeyRetention.MOST_KEYS + 1)).isFalse();

    retention.add("x".repeat(KeyRetention.MOST_CHARACTERS));
    retention.add("y");
    assertThat(retention.keeps(2, 2)).isFalse();

    add(2);
    assertThat(retention.keeps(2, 2)).isTrue();
  }

  @Test
  void keepsNoKeyThatMayChange() {
    retention.add("text");
    retention.add(List.of(1));

    assertThat(retention.keeps(2, 2)).isFalse();
  }

  private void add(int keys) {
    IntStream.range(0, keys).forEach(number -> retention.add("key" + number));
  }
}
