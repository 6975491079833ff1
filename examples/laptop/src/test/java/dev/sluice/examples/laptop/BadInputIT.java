package dev.sluice.examples.laptop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees of a mistake: one line with cause and remedy, and nothing left running. */
@Timeout(180)
class BadInputIT {
  private static final String FEEDER = "127.0.0.1:1";

  @TempDir private Path directory = Path.of("");
  private String manifest = "";

  @BeforeEach
  void readManifest() throws IOException {
    var jar = Example.WORDCOUNT.file("target/wordcount.jar");
    manifest =
        Files.readString(Example.WORDCOUNT.file("streamingjob.yaml"))
            .replaceFirst("local.sluice.dev/companion: .*", "local.sluice.dev/jar: " + jar)
            .replaceFirst(" *local.sluice.dev/companion-args: .*\n", "")
            .replaceFirst("local.sluice.dev/args: .*", "local.sluice.dev/args: " + FEEDER);
  }

  @AfterEach
  void nothingIsLeftRunning() {
    var left =
        ProcessHandle.allProcesses()
            .filter(
                process -> process.info().commandLine().orElse("").contains(directory.toString()))
            .toList();
    assertThat(left).isEmpty();
  }

  @Test
  void namesTheFieldThatIsMeant() throws Exception {
    var run = run(manifest.replace("  executors:", "  executers:"));

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.error())
        .endsWith(": spec: unknown field \"executers\"; did you mean \"executors\"?");
  }

  @Test
  void namesTheSettingThatIsMeant() throws Exception {
    var run = run(manifest.replace("stopWhenReceiversStop", "stopWhenReceiverStops"));

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.error()).contains("did you mean streaming.stopWhenReceiversStop?");
  }

  @Test
  void namesTheClassThatIsMissing() throws Exception {
    var run = run(manifest.replaceFirst("mainClass: .*", "mainClass: com.acme.Missing"));

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.error())
        .contains("the class com.acme.Missing is not in ")
        .contains("check spec.application.mainClass");
  }

  @Test
  void namesTheOperatorWhoseFunctionCannotBeShipped() throws Exception {
    var jar = directory.resolve("job.jar");
    writeJar(jar, NotSerializableJob.class, NotSerializableJob.Connection.class);
    var run =
        run(
            manifest
                .replaceFirst("mainClass: .*", "mainClass: " + NotSerializableJob.class.getName())
                .replaceFirst("local.sluice.dev/jar: .*", "local.sluice.dev/jar: " + jar));

    assertThat(run.exitCode()).isEqualTo(65);
    assertThat(run.error())
        .contains("map at NotSerializableJob.java:")
        .contains("Connection")
        .contains("is not serializable");
  }

  @Test
  void namesThePortThatIsInUse() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var run = run(manifest, "--http-port", Integer.toString(taken.getLocalPort()));

      assertThat(run.exitCode()).isEqualTo(69);
      assertThat(run.error()).contains("port " + taken.getLocalPort() + " (--http-port) is in use");
    }
  }

  @Test
  void namesTheAddressThatDoesNotAnswer() throws Exception {
    var run = run(manifest);

    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.error()).contains("no text from the feeder at " + FEEDER);
  }

  @Test
  void namesTheStoreThatIsAbsent() throws Exception {
    var run = driver(manifest.replaceFirst("endpoint: .*", "endpoint: http://" + FEEDER));

    assertThat(run.exitCode()).isEqualTo(69);
    assertThat(run.error()).contains(FEEDER).contains("check");
  }

  private SluiceRun run(String text, String... options) throws Exception {
    var file = Files.writeString(directory.resolve("job.yaml"), text);
    var state = directory.resolve("state").toString();
    var arguments = new String[options.length + 4];
    arguments[0] = "run";
    arguments[1] = file.toString();
    arguments[2] = "--state";
    arguments[3] = state;
    System.arraycopy(options, 0, arguments, 4, options.length);
    return Example.WORDCOUNT.run(directory, arguments);
  }

  private SluiceRun driver(String text) throws Exception {
    var jar = Example.WORDCOUNT.file("target/wordcount.jar");
    var file =
        Files.writeString(
            directory.resolve("job.yaml"),
            text.replaceFirst("jarURI: .*", "jarURI: local://" + jar.toUri().getRawPath()));
    return Example.WORDCOUNT.run(
        directory,
        Map.of(
            "SLUICE_JOB_FILE", file.toString(),
            "SLUICE_JOB_UID", "uid",
            "SLUICE_CONTROL_PORT", "0",
            "SLUICE_HTTP_PORT", "0",
            "SLUICE_LOG_LEVEL", "ERROR",
            "AWS_ACCESS_KEY_ID", "key",
            "AWS_SECRET_ACCESS_KEY", "secret"),
        "driver");
  }

  private static void writeJar(Path jar, Class<?>... classes) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var type : classes) {
        var name = type.getName().replace('.', '/') + ".class";
        out.putNextEntry(new JarEntry(name));
        try (var content = BadInputIT.class.getClassLoader().getResourceAsStream(name)) {
          assertThat(content).isNotNull();
          content.transferTo(out);
        }
      }
    }
  }
}
