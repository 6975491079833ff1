package dev.sluice.worker.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {
  private static final String MANIFEST =
      """
      apiVersion: sluice.dev/v1alpha1
      kind: StreamingJob
      metadata:
        name: clicks
        annotations:
          local.sluice.dev/jar: target/clicks.jar
      spec:
        image: registry.example.com/clicks:1.4.0
        application:
          mainClass: com.acme.Clicks
          jarURI: local:///opt/app/clicks.jar
          args: ["--from", "feeder:9999"]
        batchIntervalMillis: 500
        configuration:
          streaming.blockInterval: "50"
        checkpoint:
          location: s3://bucket/clicks
        executors:
          replicas: 3
      """;

  @Test
  void readsTheJobWithTheSchemasDefaults() {
    var job = ManifestReader.parse(MANIFEST, "job.yaml");

    assertThat(job.name()).isEqualTo("clicks");
    assertThat(job.application().args()).containsExactly("--from", "feeder:9999");
    assertThat(job.configuration()).containsEntry("streaming.blockInterval", "50");
    assertThat(job.batchIntervalMillis()).isEqualTo(500);
    assertThat(job.executorReplicas()).isEqualTo(3);
    assertThat(job.receiverReplicas()).isEqualTo(1);
    assertThat(job.checkpoint().periodSeconds()).isEqualTo(10);
    assertThat(job.checkpoint().region()).isEqualTo("us-east-1");
    assertThat(job.restoreFrom()).isEqualTo("Latest");
    assertThat(job.annotation("local.sluice.dev/jar")).contains("target/clicks.jar");
  }

  @Test
  void countsTheExecutorsThatAutoscalingMayGiveIt() {
    var range = "  autoscaling: {mode: %s, executors: {minReplicas: 1, maxReplicas: 8}}\n";
    var job = MANIFEST + range;

    assertThat(ManifestReader.parse(MANIFEST, "job.yaml").mostExecutors()).isEqualTo(3);
    assertThat(ManifestReader.parse(job.formatted("Enabled"), "job.yaml").mostExecutors())
        .isEqualTo(8);
    assertThat(ManifestReader.parse(job.formatted("Recommend"), "job.yaml").mostExecutors())
        .isEqualTo(3);
  }

  @Test
  void readsItsOwnDocumentAgain() {
    var job = ManifestReader.parse(MANIFEST, "job.yaml");

    var again = ManifestReader.parse(job.document().toString(), "job.json");

    assertThat(again.document()).hasToString(job.document().toString());
  }

  @Test
  void namesTheNearestFieldAndTheLineOfAnUnknownOne() {
    assertProblem(
        MANIFEST.replace("replicas: 3", "replica: 3"),
        "job.yaml:19: spec.executors: unknown field \"replica\"; did you mean \"replicas\"?");
  }

  @Test
  void listsTheKnownFieldsWhenNoneIsNear() {
    assertProblem(
        MANIFEST.replace("replicas: 3", "gigabytes: 3"),
        "job.yaml:19: spec.executors: unknown field \"gigabytes\"; known are podTemplate, replicas,"
            + " resources, rollingUpdate");
  }

  @Test
  void refusesTheWrongType() {
    assertProblem(
        MANIFEST.replace("replicas: 3", "replicas: three"),
        "job.yaml:19: spec.executors.replicas must be an integer, but is the string \"three\"");
    assertProblem(
        MANIFEST.replace("\"50\"", "50"),
        "job.yaml:15: spec.configuration.streaming.blockInterval must be a string, but is the"
            + " integer 50: put it into quotes");
    assertProblem(
        MANIFEST.replace("[\"--from\", \"feeder:9999\"]", "--from"),
        "job.yaml:12: spec.application.args must be a list, but is the string \"--from\"");
    assertProblem(
        MANIFEST.replace("image: registry.example.com/clicks:1.4.0", "image: [a]"),
        "job.yaml:8: spec.image must be a string, but is a list");
  }

  @Test
  void refusesValuesOutOfBounds() {
    assertProblem(
        MANIFEST.replace("Millis: 500", "Millis: 0"),
        "job.yaml:13: spec.batchIntervalMillis must be at least 1, but is 0");
    assertProblem(
        MANIFEST.replace("replicas: 3", "replicas: 1001"),
        "job.yaml:19: spec.executors.replicas must be at most 1000, but is 1001");
  }

  @Test
  void refusesWordsThatAreNotAllowed() {
    assertProblem(
        MANIFEST + "  restore:\n    from: Newest\n",
        "job.yaml:21: spec.restore.from must be one of Empty, Latest, Path, Snapshot, but is"
            + " \"Newest\"");
  }

  @Test
  void namesMissingFields() {
    assertProblem(
        MANIFEST.replace("    mainClass: com.acme.Clicks\n", ""),
        "job.yaml:10: spec.application: the field \"mainClass\" is missing");
    assertProblem(
        MANIFEST.replace("  name: clicks\n", ""),
        "job.yaml:4: metadata: the field \"name\" is missing");
  }

  @Test
  void reportsAllProblemsAtOnceInOrderOfTheirLines() {
    assertProblem(
        MANIFEST.replace("replicas: 3", "replicas: 0").replace("Millis: 500", "Milis: 500"),
        """
        job.yaml:13: spec: unknown field "batchIntervalMilis"; did you mean "batchIntervalMillis"?
        job.yaml:19: spec.executors.replicas must be at least 1, but is 0\
        """);
  }

  @Test
  void keepsTheRulesThatTheClusterKeepsInCel() {
    assertProblem(
        MANIFEST.replace("local:///opt/app/clicks.jar", "s3://jars/clicks.jar"),
        "job.yaml:10: spec.application: a jar that is not local:// needs sha256, so that every"
            + " process runs the same code");
    assertProblem(
        MANIFEST.replace("name: clicks", "name: Clicks"),
        "job.yaml:1: metadata.name must be a DNS-1035 label of at most 40 characters:"
            + " lower-case letters, digits and '-', starting with a letter");
  }

  @Test
  void refusesAnotherKindAndVersion() {
    assertProblem(
        MANIFEST.replace("kind: StreamingJob", "kind: Job"),
        "job.yaml:1: kind must be StreamingJob, but is Job");
  }

  @Test
  void findsTheJobAmongOtherObjects() {
    var job = ManifestReader.parse("kind: Service\n---\n" + MANIFEST, "job.yaml");

    assertThat(job.name()).isEqualTo("clicks");
  }

  @Test
  void refusesTextThatIsNotYaml() {
    assertThatThrownBy(() -> ManifestReader.parse("a: [b\nc: d\n", "job.yaml"))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("job.yaml:2: is not valid YAML: ");
  }

  @Test
  void saysWhatIsWrongWithTheFile(@TempDir Path directory) throws Exception {
    assertThatThrownBy(() -> ManifestReader.read(directory.resolve("none.yaml")))
        .hasMessageEndingWith("none.yaml: there is no such file: give the path of a StreamingJob");
    assertThatThrownBy(() -> ManifestReader.read(directory))
        .hasMessageEndingWith("is a directory: give the path of a StreamingJob in it");
    var latin = Files.write(directory.resolve("latin.yaml"), new byte[] {(byte) 0xe9, 'a'});
    assertThatThrownBy(() -> ManifestReader.read(latin)).hasMessageContaining("is not UTF-8 text");
  }

  @Test
  void leavesOutWhatANewerOperatorHasGivenAProcess(@TempDir Path directory) throws Exception {
    var newer = MANIFEST + "    shape: {rows: 2}\n  colours: [red]\n";
    var file = Files.writeString(directory.resolve("streamingjob.yaml"), newer);

    var job = ManifestReader.readChecked(file);

    assertThat(job.executorReplicas()).isEqualTo(3);
    assertThat(job.document().path("spec").has("colours")).isFalse();
    assertThat(job.document().at("/spec/executors").has("shape")).isFalse();
    assertThatThrownBy(() -> ManifestReader.read(file))
        .hasMessageContaining("unknown field \"shape\"")
        .hasMessageContaining("unknown field \"colours\"");
  }

  @Test
  void refusesAWrongValueThatAProcessWasGiven(@TempDir Path directory) throws Exception {
    var wrong = MANIFEST.replace("replicas: 3", "replicas: many");
    var file = Files.writeString(directory.resolve("streamingjob.yaml"), wrong);

    assertThatThrownBy(() -> ManifestReader.readChecked(file))
        .hasMessageContaining("spec.executors.replicas");
  }

  private static void assertProblem(String manifest, String message) {
    assertThatThrownBy(() -> ManifestReader.parse(manifest, "job.yaml"))
        .isInstanceOf(ManifestException.class)
        .hasMessage(message);
  }
}
