package dev.sluice.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.chaos.process.Installation;
import dev.sluice.chaos.report.RunReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of the suite; the long one is {@code ./chaos/run}. */
@Timeout(300)
class ChaosIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @Test
  void survivesKillsOfAReceiverAnExecutorAndTheDriver() throws Exception {
    assertSurvived("--seeds", "60", "--faults", "kill-receiver,kill-executor,kill-driver");
  }

  @Test
  void survivesTheLossOfAllProcessesAtOnce() throws Exception {
    assertSurvived("--seeds", "5", "--faults", "kill-all");
  }

  @Test
  void survivesAnOutageOfTheStore() throws Exception {
    assertSurvived("--seeds", "4", "--faults", "s3-outage");
  }

  private static void assertSurvived(String... arguments) throws Exception {
    var output = new ByteArrayOutputStream();
    var request = Request.parse(ROOT.resolve("chaos/target/runs"), arguments);

    var runs =
        new Chaos(Installation.of(ROOT), request, new PrintStream(output, true, UTF_8)).run();

    assertThat(runs).isNotEmpty().allMatch(RunReport::survived, output.toString(UTF_8));
  }
}
