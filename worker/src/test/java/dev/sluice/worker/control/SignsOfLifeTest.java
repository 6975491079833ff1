package dev.sluice.worker.control;

import static dev.sluice.worker.control.SignsOfLife.Verdict.GONE;
import static dev.sluice.worker.control.SignsOfLife.Verdict.NEVER_REACHED;
import static dev.sluice.worker.control.SignsOfLife.Verdict.WAIT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignsOfLifeTest {
  private static final long START = 1_000;

  @Test
  void oneBrokenConnectionProvesNothing() {
    var signs = SignsOfLife.none(START).answered(false).failed(false).failed(false);

    assertThat(signs.verdict(START + 60_000)).isEqualTo(WAIT);
    assertThat(signs.answered(false).failed(false).verdict(START)).isEqualTo(WAIT);
  }

  @Test
  void threeQuestionsWithoutAnAnswerAreTheEndOfADriverThatHasAnswered() {
    var signs = SignsOfLife.none(START).answered(false).failed(false).failed(false).failed(false);

    assertThat(signs.verdict(START)).isEqualTo(GONE);
  }

  @Test
  void aDriverThatNeverAnsweredIsNotTakenForDead() {
    var signs = SignsOfLife.none(START);
    for (var i = 0; i < 100; i++) {
      signs = signs.failed(false);
    }

    assertThat(signs.verdict(START + 14_999)).isEqualTo(WAIT);
    assertThat(signs.verdict(START + 15_000)).isEqualTo(NEVER_REACHED);
  }

  @Test
  void aDriverThatSaidSoHasEndedWhenNobodyListensAnyMore() {
    var ending = SignsOfLife.none(START).answered(true);

    assertThat(ending.failed(true).failed(true).verdict(START)).isEqualTo(GONE);
    assertThat(ending.failed(true).verdict(START)).as("maybe only dropped").isEqualTo(WAIT);
    assertThat(ending.failed(false).failed(false).verdict(START)).isEqualTo(WAIT);
    assertThat(ending.pauseMillis()).isLessThan(SignsOfLife.none(START).pauseMillis());
  }
}
