package dev.sluice.localstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final Map<String, String> CREDENTIALS =
      Map.of("AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "the-secret");

  @Test
  void readsTheCommandLineAndTheCredentials() {
    String[] arguments = {"--directory", "/data", "--port", "9000", "--bucket", "sluice"};

    Options options = Options.parse(arguments, CREDENTIALS);

    assertThat(options.directory()).isEqualTo(Path.of("/data"));
    assertThat(options.port()).isEqualTo(9000);
    assertThat(options.address()).isEqualTo("127.0.0.1");
    assertThat(options.bucket()).contains("sluice");
    assertThat(options.accessKey()).isEqualTo("id");
    assertThat(options.toString()).doesNotContain("the-secret");
  }

  @Test
  void saysWhatIsWrong() {
    assertWrong("--directory is missing");
    assertWrong("unknown option --dir", "--dir", "/data");
    assertWrong("--port needs a value", "--directory", "/data", "--port");
    assertWrong("--port is not a number: x", "--port", "x", "--directory", "/data");
    assertWrong("between 0 and 65535", "--port", "65536", "--directory", "/data");
    assertWrong("not a bucket name: A", "--bucket", "A", "--directory", "/data");
  }

  @Test
  void refusesToRunWithoutCredentials() {
    String[] arguments = {"--directory", "/data"};

    assertThatThrownBy(() -> Options.parse(arguments, Map.of()))
        .hasMessageContaining("AWS_ACCESS_KEY_ID is not set");
  }

  private static void assertWrong(String message, String... arguments) {
    assertThatThrownBy(() -> Options.parse(arguments, CREDENTIALS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
