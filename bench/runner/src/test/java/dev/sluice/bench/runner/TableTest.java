package dev.sluice.bench.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void showsMediansAndTheRatioToTheFirstSubject() {
    var runs =
        List.of(
            run("sluice", 300, true),
            run("spark", 100, true),
            run("sluice", 200, true),
            run("spark", 120, true),
            run("sluice", 250, true));

    assertThat(Table.of(runs, List.of("perSecond", "absent")))
        .isEqualTo(
            """
            | subject | verified | perSecond | min .. max | p99 | ratio |
            | ------- | -------- | --------- | ---------- | --- | ----- |
            | sluice  | 3 of 3   | 250       | 200 .. 300 | 300 | 1.00  |
            | spark   | 2 of 2   | 110       | 100 .. 120 | 120 | 0.44  |
            """);
  }

  @Test
  void leavesOutWhatWasNotVerified() {
    var runs = List.of(run("sluice", 300, true), run("sluice", 900, false));

    assertThat(Table.of(runs, List.of("perSecond"))).contains("1 of 2").doesNotContain("900");
  }

  private static Run run(String subject, int perSecond, boolean verified) {
    return new Run(
        subject,
        new ObjectMapper()
            .createObjectNode()
            .put("perSecond", perSecond)
            .put("verified", verified));
  }
}
