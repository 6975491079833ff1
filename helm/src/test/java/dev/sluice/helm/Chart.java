package dev.sluice.helm;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The chart in this module, rendered as release {@code sluice} in namespace {@code streaming}. */
final class Chart {
  static final Path DIRECTORY = Path.of("sluice").toAbsolutePath();

  private static final Pattern DOCUMENT_START = Pattern.compile("(?m)^---.*$");

  private Chart() {}

  /**
   * Renders the chart, its test pod left out.
   *
   * @param values lines of a values file that override the chart's defaults
   * @throws IllegalStateException with Helm's message if the values are refused
   */
  static Rendered render(String... values) {
    return render(DIRECTORY, List.of(values));
  }

  /** Renders the chart in a directory. */
  static Rendered render(Path chart, List<String> values) {
    String yaml =
        withValuesFile(
            values,
            file ->
                new Helm(chart)
                    .template()
                    .withName("sluice")
                    .withNamespace("streaming")
                    .withValuesFile(file)
                    .call());
    return new Rendered(
        DOCUMENT_START
            .splitAsStream(yaml)
            .filter(document -> document.lines().anyMatch(line -> line.startsWith("kind:")))
            .map(Chart::parse)
            .toList());
  }

  /** Returns what {@code helm install} would say, its notes at the end. */
  static String notes(String... values) {
    String output =
        withValuesFile(
            List.of(values),
            file ->
                new Helm(DIRECTORY)
                    .install()
                    .withName("sluice")
                    .withNamespace("streaming")
                    .clientOnly()
                    .dryRun()
                    .withValuesFile(file)
                    .call()
                    .getOutput());
    return output.substring(output.indexOf("NOTES:"));
  }

  private static String withValuesFile(List<String> values, ValuesFileUse use) {
    try {
      Path file = Files.createTempFile("values", ".yaml");
      try {
        return use.with(Files.write(file, values));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HasMetadata parse(String document) {
    return (HasMetadata) Serialization.unmarshal(document, KubernetesResource.class);
  }

  private interface ValuesFileUse {
    String with(Path file) throws IOException;
  }
}
