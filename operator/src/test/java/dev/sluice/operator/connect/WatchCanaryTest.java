package dev.sluice.operator.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatchCanaryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final WatchCanary canary = new WatchCanary(Duration.ofMinutes(2));

  @Test
  void waitsForACacheThatIsALittleBehind() {
    assertThat(canary.compare("a", "1", "2", START)).isEmpty();
    assertThat(canary.compare("a", "1", "2", START.plusSeconds(119))).isEmpty();
    assertThat(canary.compare("a", "2", "2", START.plusSeconds(120))).isEmpty();
    assertThat(canary.suspect()).isEmpty();
  }

  @Test
  void saysWhichObjectStandsStill() {
    assertThat(canary.compare("default/a", "version 1", "version 2", START)).isEmpty();
    assertThat(canary.suspect()).contains("default/a");

    assertThat(canary.compare("default/a", "version 1", "version 9", START.plusSeconds(120)))
        .contains("the cache has shown version 1 of default/a for 120 s, the API server version 9");
  }

  @Test
  void isContentWithACacheThatMovesThoughItNeverCatchesUp() {
    for (var second = 0; second < 600; second += 10) {
      var cached = "version " + second;
      assertThat(canary.compare("a", cached, "later", START.plusSeconds(second))).isEmpty();
    }
  }
}
