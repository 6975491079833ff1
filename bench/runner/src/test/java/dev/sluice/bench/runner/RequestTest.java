package dev.sluice.bench.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RequestTest {
  @Test
  void takesEnginesInTheirOrderAndRepetitions() {
    var request = Request.parse("W1", "--engines", "spark,sluice", "--repetitions", "5");

    assertThat(request.engines()).containsExactly(Engine.SPARK, Engine.SLUICE);
    assertThat(request.repetitions()).isEqualTo(5);
  }

  @Test
  void namesTheBenchmarksWhenOneIsUnknown() {
    assertThatThrownBy(() -> Request.parse("W9"))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "unknown benchmark 'W9': use one of W1, W2, latency, W3, memory, W4, W5, W6, start, overhead, wal, checkpoint, overload, recovery");
  }

  @Test
  void namesTheEnginesWhenOneIsUnknownOrDoesNotFit() {
    assertThatThrownBy(() -> Request.parse("W1", "--engines", "storm"))
        .hasMessageStartingWith("unknown engine 'storm': use one of sluice, ");
    assertThatThrownBy(() -> Request.parse("recovery", "--engines", "flink"))
        .hasMessageStartingWith("recovery is not run with flink: use one of ");
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> Request.parse("W1", "--repetitions", "0"))
        .hasMessageContaining("from 1 to 9999, not '0'");
    assertThatThrownBy(() -> Request.parse("W1", "--set", "warmSeconds"))
        .hasMessageContaining("OPTION=NUMBER");
  }
}
