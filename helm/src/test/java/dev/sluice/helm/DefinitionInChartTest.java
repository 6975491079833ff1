package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.StreamingJob;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DefinitionInChartTest {
  private static final Path COPY =
      Chart.DIRECTORY.resolve("files/crds/streamingjobs.sluice.dev-v1.yml");

  @Test
  void chartCarriesTheGeneratedDefinitionByteForByte() throws IOException {
    assertThat(Files.readString(COPY))
        .as("copy %s of module crds over %s", StreamingJob.DEFINITION, COPY)
        .isEqualTo(generated());
  }

  @Test
  void renderedDefinitionIsTheGeneratedOneAndOutlivesTheRelease() {
    CustomResourceDefinition rendered = Chart.render().only(CustomResourceDefinition.class);

    CustomResourceDefinition expected =
        Serialization.unmarshal(generated(), CustomResourceDefinition.class);
    assertThat(rendered.getSpec()).isEqualTo(expected.getSpec());
    assertThat(rendered.getMetadata().getName()).isEqualTo("streamingjobs.sluice.dev");
    assertThat(rendered.getMetadata().getAnnotations())
        .containsEntry("helm.sh/resource-policy", "keep");
  }

  @Test
  void definitionGoesWithTheReleaseWhenAsked() {
    CustomResourceDefinition rendered =
        Chart.render("crds: {keep: false}").only(CustomResourceDefinition.class);

    assertThat(rendered.getMetadata().getAnnotations()).isNullOrEmpty();
  }

  @Test
  void definitionCanBeLeftOut() {
    assertThat(Chart.render("crds: {enabled: false}").all(CustomResourceDefinition.class))
        .isEmpty();
  }

  @Test
  void definitionStaysSmallEnoughForEveryClient() {
    CustomResourceDefinition rendered = Chart.render().only(CustomResourceDefinition.class);

    byte[] compact = Serialization.asJson(rendered).getBytes(StandardCharsets.UTF_8);
    assertThat(compact).hasSizeLessThan(200_000);
  }

  private static String generated() {
    try (InputStream in =
        StreamingJob.class.getClassLoader().getResourceAsStream(StreamingJob.DEFINITION)) {
      return new String(
          Objects.requireNonNull(in, StreamingJob.DEFINITION).readAllBytes(),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
