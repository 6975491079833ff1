package dev.sluice.examples.laptop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The word count: exact, also after a kill and after a stop. */
@Timeout(180)
class WordCountIT {
  @TempDir private Path directory = Path.of("");

  @Test
  void countsEveryWordOnceAlsoWhenTheDriverIsKilledOnTheWay() throws Exception {
    var output = directory.resolve("counts.txt");

    var run =
        Example.WORDCOUNT.run(
            directory,
            "run",
            "streamingjob.yaml",
            "--state",
            directory.resolve("state").toString(),
            "--kill",
            "driver",
            "--output",
            output.toString());

    assertThat(run.exitCode()).describedAs(run.output() + run.errors()).isZero();
    assertThat(Files.readString(output)).isEqualTo(recount());
    assertThat(run.output())
        .contains("killed driver-1 ")
        .containsPattern("recovered: batch \\d+ was committed [\\d,]+ ms after the kill")
        .containsPattern("sluice: batch [\\d,]+ \\| [\\d,]+ records/s \\| processing ")
        .containsPattern("sluice: done: [\\d,]+ batches, 21,424 records, 32,238 distinct keys");
    assertThat(processesOfThisTest()).isEmpty();
  }

  @Test
  void stopsGracefullyAfterAWhileAndGoesOnFromThere() throws Exception {
    var output = directory.resolve("counts.txt");
    var state = directory.resolve("state").toString();

    var first =
        Example.WORDCOUNT.run(
            directory, "run", "streamingjob.yaml", "--state", state, "--duration", "4");
    var second =
        Example.WORDCOUNT.run(
            directory,
            "run",
            "streamingjob.yaml",
            "--state",
            state,
            "--resume",
            "--output",
            output.toString());

    assertThat(first.exitCode()).describedAs(first.output() + first.errors()).isZero();
    assertThat(first.output())
        .contains("sluice: --duration is over: stopping gracefully")
        .containsPattern("sluice: stopped: [\\d,]+ batches, [\\d,]+ records");
    assertThat(second.exitCode()).describedAs(second.output() + second.errors()).isZero();
    assertThat(Files.readString(output)).isEqualTo(recount());
    assertThat(second.output())
        .containsPattern("sluice: done: [\\d,]+ batches, 21,424 records, 32,238 distinct keys");
    assertThat(processesOfThisTest()).isEmpty();
  }

  /** {@return the counts of the same file by coreutils, in order of the words' bytes} */
  private static String recount() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "tr -s '[:space:]' '\\n' < moby-dick.txt | grep -v '^$' | sort | uniq -c"
                    + " | sed 's/^ *\\([0-9]*\\) /\\1\\t/'")
            .directory(Example.WORDCOUNT.file("").toFile())
            .redirectErrorStream(true);
    process.environment().put("LC_ALL", "C");
    var running = process.start();
    var counts = new String(running.getInputStream().readAllBytes(), UTF_8);
    assertThat(running.waitFor()).isZero();
    return counts;
  }

  private List<String> processesOfThisTest() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(command -> command.contains(directory.toString()))
        .toList();
  }
}
