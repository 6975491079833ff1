package dev.sluice.worker.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagedProcessTest {
  private final List<String> output = Collections.synchronizedList(new ArrayList<>());

  @Test
  void passesItsOutputOnBeforeItsEnd(@TempDir Path directory) throws Exception {
    var process =
        ManagedProcess.start(spec(directory, "echo first; echo \"$WHALE\"; echo bad >&2; exit 7"));

    assertThat(process.exit().get(10, TimeUnit.SECONDS)).isEqualTo(7);
    assertThat(output).containsExactly("first", "Moby Dick");
    assertThat(directory.resolve("log")).hasContent("bad\n");
  }

  @Test
  void tellsAKillByItsExitCode(@TempDir Path directory) throws Exception {
    var process = ManagedProcess.start(spec(directory, "read line"));

    process.kill();

    assertThat(process.exit().get(10, TimeUnit.SECONDS)).isEqualTo(137);
    assertThat(ExitCode.describe(137)).isEqualTo("was killed (signal 9)");
  }

  @Test
  void killsWhatDoesNotEndInTime(@TempDir Path directory) {
    var process = ManagedProcess.start(spec(directory, "trap '' TERM; read line; read line"));

    process.terminate();
    process.awaitEnd(50);

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void saysWhatCannotBeStarted(@TempDir Path directory) {
    var spec =
        new ProcessSpec(
            "executor-1.1",
            List.of("/no/such/program"),
            Map.of(),
            directory,
            directory.resolve("log"),
            output::add);

    assertThatThrownBy(() -> ManagedProcess.start(spec))
        .isInstanceOf(LaunchException.class)
        .hasMessageStartingWith("executor-1.1 can't be started: ");
  }

  private ProcessSpec spec(Path directory, String script) {
    return new ProcessSpec(
        "test",
        List.of("/bin/sh", "-c", script),
        Map.of("WHALE", "Moby Dick"),
        directory,
        directory.resolve("log"),
        output::add);
  }
}
