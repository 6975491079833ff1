package dev.sluice.chaos.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The judge is judged: it has to find every way in which an output can be wrong. */
class VerdictTest {
  private final Ledger ledger =
      new Ledger(
          new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), new ArrayList<>());

  VerdictTest() {
    ledger.numbers().put(2_000L, List.of("0", "16"));
    ledger.counts().put(2_000L, List.of("m 0 1", "m 16 1", "u 0 2"));
    ledger.numbers().put(2_400L, List.of("1"));
    ledger.counts().put(2_400L, List.of("m 1 1", "u 0 2", "u 1 1"));
    ledger.windows().put(2_400L, List.of("w 0 2", "w 1 1", "i 0 2", "i 1 1"));
    ledger.numbers().put(4_000L, List.of());
    ledger.counts().put(4_000L, List.of("u 1 1", "u 0 2"));
    ledger.windows().put(3_200L, List.of("w 0 2", "w 1 1", "i 0 2", "i 1 1"));
    ledger.windows().put(4_000L, List.of("w 1 1", "i 1 1"));
  }

  @Test
  void findsNothingInAnExactOutput() {
    assertThat(verdict().problems()).isEmpty();
    assertThat(verdict().lost() + verdict().doubled()).isZero();
  }

  @Test
  void findsALostNumber() {
    ledger.numbers().put(2_400L, List.of());

    assertThat(verdict().lost()).isEqualTo(1);
    assertThat(verdict().problems()).contains("lost: 1: [1]");
  }

  @Test
  void findsADoubledNumber() {
    ledger.numbers().put(4_000L, List.of("16"));

    assertThat(verdict().doubled()).isEqualTo(1);
    assertThat(verdict().problems()).contains("doubled: 1: [16 in batch 4000]");
  }

  @Test
  void findsANumberThatNeverCameIn() {
    ledger.numbers().put(4_000L, List.of("99"));

    assertThat(verdict().problems()).contains("doubled: 1: [99 in batch 4000]");
  }

  @Test
  void findsACountThatForgotABatch() {
    ledger.counts().put(2_400L, List.of("m 1 1", "u 0 1", "u 1 1"));

    assertThat(verdict().problems())
        .containsExactly("counts of batch 2400: missing [u 0 2], too many [u 0 1]");
  }

  @Test
  void findsALineThatIsThereTwice() {
    ledger.counts().put(2_400L, List.of("m 1 1", "m 1 1", "u 0 2", "u 1 1"));

    assertThat(verdict().problems())
        .containsExactly("counts of batch 2400: missing [], too many [m 1 1]");
  }

  @Test
  void findsAWindowThatKeepsWhatHasLeftIt() {
    ledger.windows().put(4_000L, List.of("w 0 2", "w 1 1", "i 1 1"));

    assertThat(verdict().problems())
        .containsExactly("window that ends at 4000: missing [], too many [w 0 2]");
  }

  @Test
  void findsAMissingWindow() {
    ledger.windows().remove(3_200L);

    assertThat(verdict().problems()).containsExactly("no window ends between 2400 and 4000");
  }

  @Test
  void findsABatchThatWasNotCompleted() {
    ledger.incomplete().add("numbers-4400");

    assertThat(verdict().problems())
        .containsExactly("output that is not complete: 1: [numbers-4400]");
  }

  private Verdict verdict() {
    return Verdict.of(ledger, Set.of(0L, 16L, 1L));
  }
}
