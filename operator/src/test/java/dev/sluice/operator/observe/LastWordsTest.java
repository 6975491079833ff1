package dev.sluice.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastWordsTest {
  @Test
  void keepsTheOneLineThatAProcessLeft() {
    assertThat(LastWords.of("The bucket is not there; create it\n"))
        .isEqualTo("The bucket is not there; create it");
  }

  @Test
  void takesTheLastLineOfALog() {
    assertThat(LastWords.of("10:00 starting\n10:01 error: no route to store\n\n"))
        .isEqualTo("10:01 error: no route to store");
  }

  @Test
  void takesTheCauseFromTheReportOfACrashedJvm() {
    String report =
        """
        10:00 running
        #
        # A fatal error has been detected by the Java Runtime Environment:
        #
        #  SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2
        #
        # JRE version: OpenJDK Runtime Environment
        """;

    assertThat(LastWords.of(report)).isEqualTo("SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2");
  }

  @Test
  void isBounded() {
    assertThat(LastWords.of("x".repeat(10_000))).hasSize(300);
    assertThat(LastWords.of("")).isEmpty();
  }
}
