package dev.sluice.worker.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateLimiterTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void grantsTheRateOverASecond() {
    var limiter = new RateLimiter(1_000);
    long now = 0;
    int granted = 0;
    while (now < SECOND) {
      now += limiter.reserve(now);
      granted++;
    }

    assertThat(granted).isCloseTo(1_050, within(2));
  }

  @Test
  void keepsOnlyAShortPauseForLater() {
    var limiter = new RateLimiter(1_000);
    long now = 3600 * SECOND;
    int atOnce = 0;
    while (limiter.reserve(now) == 0) {
      atOnce++;
    }

    assertThat(atOnce).isCloseTo(50, within(1));
  }

  @Test
  void ignoresAnUpdateThatIsNotPositive() {
    var limiter = new RateLimiter(500);

    limiter.update(0);
    limiter.update(-3);

    assertThat(limiter.rate()).isEqualTo(500);
  }

  @Test
  void neverExceedsTheMaximum() {
    var limiter = new RateLimiter(500);

    limiter.update(100);
    assertThat(limiter.rate()).isEqualTo(100);
    limiter.update(10_000);
    assertThat(limiter.rate()).isEqualTo(500);
  }

  @Test
  void isUnlimitedUntilTold() {
    var limiter = new RateLimiter(Double.MAX_VALUE);
    assertThat(limiter.isUnlimited()).isTrue();

    limiter.update(10);

    assertThat(limiter.isUnlimited()).isFalse();
  }

  @Test
  void refusesAMaximumThatIsNotPositive() {
    assertThatThrownBy(() -> new RateLimiter(0)).hasMessageContaining("must be positive: 0");
  }
}
