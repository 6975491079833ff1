package dev.sluice.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.manifest.ManifestReader;
import dev.sluice.worker.settings.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {
  private static final String JOB =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata: {name: clicks}
      spec:
        image: clicks:1
        application: {mainClass: com.acme.Clicks, jarURI: "local:///opt/app/clicks.jar"}
        checkpoint: {location: "s3://bucket/clicks"}
        configuration: {streaming.pipelineDepth: "3"}
      """;

  @TempDir Path first;
  @TempDir Path second;

  @Test
  void manifestGoesOverFilesAndALaterDirectoryOverAnEarlierOne() throws IOException {
    Files.writeString(first.resolve("streaming.pipelineDepth"), "9");
    Files.writeString(first.resolve("a.b"), "first\n");
    Files.writeString(first.resolve("a.c"), "first");
    Files.writeString(second.resolve("a.b"), "second");
    var job = ManifestReader.parse(JOB, "job.yaml");

    var complete = new ConfigurationFiles(List.of(first, second)).under(job);

    assertThat(complete.configuration())
        .isEqualTo(Map.of("streaming.pipelineDepth", "3", "a.b", "second", "a.c", "first"));
  }

  @Test
  void seesAChangeOfAMountedVolumeAndNotItsHiddenVersions() throws IOException {
    Files.createDirectory(first.resolve("..2026"));
    Files.writeString(first.resolve("..2026/a.b"), "one");
    Files.createSymbolicLink(first.resolve("..data"), Path.of("..2026"));
    Files.createSymbolicLink(first.resolve("a.b"), Path.of("..data/a.b"));
    var files = new ConfigurationFiles(List.of(first));
    var before = files.read();

    assertThat(before).isEqualTo(Map.of("a.b", "one"));
    assertThat(files.differFrom(before)).isFalse();
    Files.writeString(first.resolve("..2026/a.b"), "two");
    assertThat(files.differFrom(before)).isTrue();
  }

  @Test
  void saysWhichDirectoryIsMissing() {
    var files = new ConfigurationFiles(List.of(first.resolve("none")));

    assertThatThrownBy(files::read)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none");
    assertThat(files.differFrom(Map.of("a", "b"))).isFalse();
  }
}
