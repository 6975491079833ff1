package dev.sluice.worker.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.manifest.ManifestReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalJobTest {
  private static final String MANIFEST =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata:
        name: clicks
        annotations:
          local.sluice.dev/companion: com.acme.Clicker
          local.sluice.dev/companion-args: --port ${port}
          local.sluice.dev/args: 127.0.0.1:${port} fast
      spec:
        image: clicks
        application:
          mainClass: com.acme.Clicks
          jarURI: local:///opt/app/clicks.jar
          args: ["clicker:9999"]
        checkpoint:
          location: s3://bucket/clicks
          credentialsSecretRef:
            name: secret
      """;

  @Test
  void putsThisMachineInThePlaceOfTheCluster(@TempDir Path directory) throws Exception {
    var jar = directory.resolve("target/clicks.jar");
    Files.createDirectories(directory.resolve("target"));
    Files.writeString(jar, "");

    var job = LocalJob.of(ManifestReader.parse(MANIFEST, "m"), directory.resolve("job.yaml"), 4321);
    var local = ManifestReader.parse(job.render("http://127.0.0.1:9000").toString(), "rendered");

    assertThat(job.companion()).contains("com.acme.Clicker");
    assertThat(job.companionArgs()).containsExactly("--port", "4321");
    assertThat(local.application().args()).containsExactly("127.0.0.1:4321", "fast");
    assertThat(local.application().jarUri()).isEqualTo("local://" + jar.toUri().getRawPath());
    assertThat(local.configuration()).containsKey("executor.cores");
    assertThat(local.checkpoint().location()).isEqualTo("s3://sluice/clicks");
    assertThat(local.checkpoint().endpoint()).isEqualTo("http://127.0.0.1:9000");
    assertThat(local.checkpoint().pathStyleAccess()).isTrue();
  }

  @Test
  void takesTheJarThatAnAnnotationNames(@TempDir Path directory) throws Exception {
    var jar = Files.writeString(directory.resolve("my clicks.jar"), "");
    var manifest =
        MANIFEST.replace("annotations:", "annotations:\n    local.sluice.dev/jar: my clicks.jar");

    var job = LocalJob.of(ManifestReader.parse(manifest, "m"), directory.resolve("job.yaml"), 1);

    assertThat(job.jar()).isEqualTo(jar);
  }

  @Test
  void saysWhereItLookedForTheJar(@TempDir Path directory) {
    var job = ManifestReader.parse(MANIFEST, "m");

    assertThatThrownBy(() -> LocalJob.of(job, directory.resolve("job.yaml"), 1))
        .isInstanceOf(LaunchException.class)
        .hasMessage(
            "the job's jar is not there (looked for /opt/app/clicks.jar and %s): build it, or name it with the annotation local.sluice.dev/jar",
            directory.resolve("target/clicks.jar"));
  }
}
