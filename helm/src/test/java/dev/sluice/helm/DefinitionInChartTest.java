package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJob;
import dev.sluice.crds.StreamingJobSnapshot;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DefinitionInChartTest {
  private static final List<String> DEFINITIONS =
      List.of(StreamingJob.DEFINITION, StreamingJobSnapshot.DEFINITION);

  @Test
  void chartCarriesTheGeneratedDefinitionsByteForByte() throws IOException {
    for (String definition : DEFINITIONS) {
      Path copy =
          Chart.DIRECTORY.resolve(
              "files/crds/" + definition.substring(definition.lastIndexOf('/') + 1));

      assertThat(Files.readString(copy))
          .as("copy %s of module crds over %s", definition, copy)
          .isEqualTo(generated(definition));
    }
  }

  @Test
  void renderedDefinitionsAreTheGeneratedOnesAndOutliveTheRelease() {
    List<CustomResourceDefinition> rendered = Chart.render().all(CustomResourceDefinition.class);

    assertThat(rendered)
        .extracting(definition -> definition.getMetadata().getName())
        .containsExactlyInAnyOrder("streamingjobs.sluice.dev", "streamingjobsnapshots.sluice.dev");
    assertThat(rendered)
        .extracting(CustomResourceDefinition::getSpec)
        .containsExactlyInAnyOrderElementsOf(
            DEFINITIONS.stream()
                .map(DefinitionInChartTest::generated)
                .map(text -> Serialization.unmarshal(text, CustomResourceDefinition.class))
                .map(CustomResourceDefinition::getSpec)
                .toList());
    assertThat(rendered)
        .allSatisfy(
            definition ->
                assertThat(definition.getMetadata().getAnnotations())
                    .containsEntry("helm.sh/resource-policy", "keep"));
  }

  @Test
  void definitionsGoWithTheReleaseWhenAsked() {
    assertThat(Chart.render("crds: {keep: false}").all(CustomResourceDefinition.class))
        .hasSize(2)
        .allSatisfy(
            definition -> assertThat(definition.getMetadata().getAnnotations()).isNullOrEmpty());
  }

  @Test
  void definitionsCanBeLeftOut() {
    assertThat(Chart.render("crds: {enabled: false}").all(CustomResourceDefinition.class))
        .isEmpty();
  }

  @Test
  void definitionsStaySmallEnoughForEveryClient() {
    assertThat(Chart.render().all(CustomResourceDefinition.class))
        .allSatisfy(
            definition ->
                assertThat(Serialization.asJson(definition).getBytes(StandardCharsets.UTF_8))
                    .hasSizeLessThan(200_000));
  }

  private static String generated(String definition) {
    try (InputStream in = StreamingJob.class.getClassLoader().getResourceAsStream(definition)) {
      return new String(
          Objects.requireNonNull(in, definition).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
