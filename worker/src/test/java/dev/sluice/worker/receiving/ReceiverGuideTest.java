package dev.sluice.worker.receiving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReceiverGuideTest {
  @Test
  void showsTheReceiverThatIsTested() throws IOException {
    var guide = Files.readString(Path.of("..", "docs", "receivers.md"));
    var source =
        Files.readString(
            Path.of(
                "src",
                "test",
                "java",
                "dev",
                "sluice",
                "worker",
                "receiving",
                "MessageReceiver.java"));

    var code = source.substring(source.indexOf("/** Takes messages"));

    assertThat(guide.lines().map(String::strip).toList())
        .containsSubsequence(code.lines().map(String::strip).toList());
  }
}
