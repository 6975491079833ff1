package dev.sluice.operator.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlotTest {
  private static final Path DIRECTORY = Path.of("../docs/autoscaling");

  @ParameterizedTest
  @EnumSource(Scenario.class)
  void committedPlotsShowWhatTheDecisionDoes(Scenario scenario) throws IOException {
    String drawn = Plot.draw(scenario.title(), scenario.run());
    Path committed = DIRECTORY.resolve(scenario.file());
    if (Boolean.getBoolean("sluice.plots.refresh")) {
      Files.createDirectories(DIRECTORY);
      Files.writeString(committed, drawn);
    }

    assertThat(Files.exists(committed) ? Files.readString(committed) : "")
        .as(
            "%s is out of date; refresh it with: mvn test -pl operator -am -Dtest=PlotTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dsluice.plots.refresh=true",
            committed)
        .isEqualTo(drawn);
  }
}
