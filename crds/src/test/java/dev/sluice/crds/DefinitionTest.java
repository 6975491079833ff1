package dev.sluice.crds;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefinitionTest {
  private static final Path COMMITTED = Path.of("src/main/resources", StreamingJob.DEFINITION);
  private static final Path COMMITTED_SNAPSHOT =
      Path.of("src/main/resources", StreamingJobSnapshot.DEFINITION);
  private static final Path SNAPSHOT_REFERENCE =
      Path.of("../docs/reference/streamingjobsnapshot.md");
  private static final Path REFERENCE = Path.of("../docs/reference/streamingjob.md");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @Test
  void committedDefinitionIsWhatTheRecordsGenerate() throws IOException {
    requireCommitted(COMMITTED, Definition.generate());
    requireCommitted(COMMITTED_SNAPSHOT, Definition.generateSnapshot());
  }

  @Test
  void referenceHasEveryField() throws IOException {
    requireCommitted(REFERENCE, FieldReference.page(YAML.readTree(Definition.generate())));
    requireCommitted(
        SNAPSHOT_REFERENCE,
        FieldReference.snapshotPage(YAML.readTree(Definition.generateSnapshot())));
  }

  @Test
  void describesAndBoundsEveryFieldOfASnapshot() throws IOException {
    JsonNode schema =
        YAML.readTree(Definition.generateSnapshot())
            .at("/spec/versions/0/schema/openAPIV3Schema/properties");
    List<String> faults = new ArrayList<>();
    check("spec", schema.path("spec"), faults);
    check("status", schema.path("status"), faults);

    assertThat(faults).isEmpty();
    assertThat(schema.at("/spec/x-kubernetes-validations/0/rule").asText())
        .isEqualTo("self.jobName == oldSelf.jobName");
  }

  private static void requireCommitted(Path file, String generated) throws IOException {
    if (Boolean.getBoolean("sluice.crds.refresh")) {
      Files.writeString(file, generated);
    }

    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as(
            "%s is out of date; refresh it with: mvn test -pl crds -Dtest=DefinitionTest"
                + " -Dsluice.crds.refresh=true",
            file)
        .isEqualTo(generated);
  }

  @Test
  void staysUnderTwoHundredKilobytesAsCompactJson() throws IOException {
    JsonNode definition = YAML.readTree(Definition.generate());

    assertThat(definition.toString().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(200_000);
  }

  @Test
  void describesAndBoundsEveryField() throws IOException {
    List<String> faults = new ArrayList<>();
    check("spec", schema().path("properties").path("spec"), faults);
    check("status", schema().path("properties").path("status"), faults);

    assertThat(faults).isEmpty();
  }

  @Test
  void namesTheUpdateClassOfEverySpecField() throws IOException {
    List<String> faults = new ArrayList<>();
    classes("spec", schema().path("properties").path("spec"), false, faults);

    assertThat(faults).isEmpty();
  }

  @Test
  void scalesReceivers() throws IOException {
    JsonNode version = YAML.readTree(Definition.generate()).at("/spec/versions/0");

    assertThat(version.at("/subresources/scale/specReplicasPath").asText())
        .isEqualTo(".spec.receivers.replicas");
    assertThat(version.at("/subresources/scale/labelSelectorPath").asText())
        .isEqualTo(".status.receivers.selector");
    assertThat(version.at("/subresources/status").isObject()).isTrue();
  }

  @Test
  void keepsConditionsApartByType() throws IOException {
    JsonNode conditions = schema().at("/properties/status/properties/conditions");

    assertThat(conditions.path("x-kubernetes-list-type").asText()).isEqualTo("map");
    assertThat(conditions.at("/x-kubernetes-list-map-keys/0").asText()).isEqualTo("type");
  }

  @Test
  void showsColumnsInTheirOrder() throws IOException {
    List<String> names = new ArrayList<>();
    YAML.readTree(Definition.generate())
        .at("/spec/versions/0/additionalPrinterColumns")
        .forEach(column -> names.add(column.path("name").asText()));

    assertThat(names)
        .containsExactly(
            "Ready",
            "Reason",
            "Receivers",
            "Executors",
            "Util%",
            "Lag",
            "Checkpoint",
            "Restarts",
            "Age");
  }

  @Test
  void leavesOnlyPodSpecsToTheOperatorsCheck() throws IOException {
    List<String> open = new ArrayList<>();
    preserving("", schema(), open);

    assertThat(open)
        .containsExactlyInAnyOrder(
            ".spec.podTemplate.spec",
            ".spec.driver.podTemplate.spec",
            ".spec.receivers.podTemplate.spec",
            ".spec.executors.podTemplate.spec");
  }

  @ParameterizedTest
  @CsvSource({
    "words, true",
    "words.example.com, true",
    "*.example.com, true",
    "a-b.3d.example.c-1, true",
    "7.example.2nd, true",
    "7.example.2-nd, true",
    "Words.example.com, false",
    "words_1.example.com, false",
    "-words.example.com, false",
    "words.example.com., false",
    "words..example.com, false",
    "words.*.com, false",
    "*, false",
    "*words.example.com, false",
    "https://words.example.com, false",
    "words.example.com:443, false",
    "10.0.0.1, false",
    "'', false",
  })
  void takesHostNamesThatAnIngressAndAnHttpRouteTake(String name, boolean isTaken)
      throws IOException {
    JsonNode pages = schema().at("/properties/spec/properties/ui/properties");
    JsonNode ingress = pages.at("/ingress/properties/host");
    JsonNode route = pages.at("/httpRoute/properties/hostnames/items");

    assertThat(name.matches(ingress.path("pattern").asText())).isEqualTo(isTaken);
    assertThat(route.path("pattern")).isEqualTo(ingress.path("pattern"));
    assertThat(route.path("maxLength")).isEqualTo(ingress.path("maxLength"));
  }

  private static void preserving(String path, JsonNode schema, List<String> open) {
    if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      open.add(path);
    }
    schema
        .path("properties")
        .properties()
        .forEach(field -> preserving(path + "." + field.getKey(), field.getValue(), open));
  }

  private static JsonNode schema() throws IOException {
    return YAML.readTree(Definition.generate()).at("/spec/versions/0/schema/openAPIV3Schema");
  }

  private static void check(String path, JsonNode schema, List<String> faults) {
    String type = schema.path("type").asText();
    boolean leaf = schema.path("enum").isMissingNode();
    if (type.equals("string") && leaf && !schema.has("maxLength")) {
      faults.add(path + " has no maxLength");
    }
    if (type.equals("integer") && path.startsWith("spec") && !schema.has("maximum")) {
      faults.add(path + " has no maximum");
    }
    if (type.equals("integer") && path.startsWith("spec") && !schema.has("minimum")) {
      faults.add(path + " has no minimum");
    }
    if (type.equals("array")) {
      if (!schema.has("maxItems")) {
        faults.add(path + " has no maxItems");
      }
      check(path + "[]", schema.path("items"), faults);
    }
    if (schema.has("additionalProperties")) {
      if (!schema.has("maxProperties")) {
        faults.add(path + " has no maxProperties");
      }
      check(path + "{}", schema.path("additionalProperties"), faults);
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              String child = path + "." + field.getKey();
              if (!field.getValue().has("description")) {
                faults.add(child + " has no description");
              }
              check(child, field.getValue(), faults);
            });
  }

  private static void classes(
      String path, JsonNode schema, boolean inherited, List<String> faults) {
    boolean named = inherited || schema.path("description").asText().matches(".*\\[[IRDN]]$");
    if (!named && !schema.has("properties")) {
      faults.add(path + " names no update class");
    }
    schema
        .path("properties")
        .properties()
        .forEach(field -> classes(path + "." + field.getKey(), field.getValue(), named, faults));
  }
}
