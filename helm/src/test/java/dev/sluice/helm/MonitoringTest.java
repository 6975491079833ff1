package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MonitoringTest {
  private static final Path REFERENCE = Path.of("../docs/reference/job-metrics.md");
  private static final Path ALERTS = Path.of("../docs/monitoring.md");
  private static final Pattern DOCUMENTED = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
  private static final Pattern METRIC = Pattern.compile("\\b(?:sluice|streaming)_(?!dev_)\\w+");
  private static final String EVERYTHING =
      "metrics: {serviceMonitor: {enabled: true}, podMonitor: {enabled: true},"
          + " prometheusRule: {enabled: true}, dashboards: {enabled: true}}";

  @Test
  void asksForNothingThatTheClusterMayNotKnow() {
    assertThat(Chart.render().objects())
        .extracting(HasMetadata::getApiVersion)
        .noneMatch(version -> version.startsWith("monitoring.coreos.com"));
  }

  @Test
  void alertsAndDashboardsReadMetricsThatExist() throws IOException {
    Set<String> documented = words(DOCUMENTED, Files.readString(REFERENCE), 1);
    Rendered rendered = Chart.render(EVERYTHING);

    assertThat(words(METRIC, Serialization.asYaml(only(rendered, "PrometheusRule")), 0))
        .isNotEmpty()
        .isSubsetOf(documented);
    assertThat(words(METRIC, dashboard(rendered).findValuesAsText("expr").toString(), 0))
        .isNotEmpty()
        .isSubsetOf(documented);
  }

  @Test
  void everyAlertHasItsRunbook() throws IOException {
    String rule = Serialization.asYaml(only(Chart.render(EVERYTHING), "PrometheusRule"));

    Set<String> alerts = words(Pattern.compile("alert: \"?(\\w+)"), rule, 1);
    assertThat(words(DOCUMENTED, Files.readString(ALERTS), 1)).isEqualTo(alerts);
  }

  @Test
  void monitorsSelectTheOperatorAndTheDriversOfTheWatchedNamespaces() {
    Rendered rendered = Chart.render(EVERYTHING, "watch: {namespaces: [blue, green]}");

    JsonNode service = spec(rendered, "ServiceMonitor");
    assertThat(rendered.only(Service.class).getMetadata().getLabels())
        .containsEntry(
            "app.kubernetes.io/component",
            service.at("/selector/matchLabels/app.kubernetes.io~1component").asText());
    JsonNode pods = spec(rendered, "PodMonitor");
    assertThat(pods.at("/namespaceSelector/matchNames").toString())
        .isEqualTo("[\"blue\",\"green\"]");
    assertThat(pods.at("/selector/matchLabels/sluice.dev~1role").asText()).isEqualTo("driver");
    assertThat(
            spec(Chart.render(EVERYTHING, "watch: {allNamespaces: true}"), "PodMonitor")
                .at("/namespaceSelector/any")
                .asBoolean())
        .isTrue();
  }

  @Test
  void dashboardIsFoundByTheSidecar() throws IOException {
    Rendered rendered = Chart.render(EVERYTHING);

    assertThat(rendered.only(ConfigMap.class).getMetadata().getLabels())
        .containsEntry("grafana_dashboard", "1");
    assertThat(dashboard(rendered).path("panels")).hasSizeGreaterThan(5);
  }

  private static JsonNode dashboard(Rendered rendered) throws IOException {
    String json = rendered.only(ConfigMap.class).getData().values().iterator().next();
    return new ObjectMapper().readTree(json);
  }

  private static JsonNode spec(Rendered rendered, String kind) {
    return new ObjectMapper()
        .valueToTree(only(rendered, kind).getAdditionalProperties())
        .path("spec");
  }

  private static GenericKubernetesResource only(Rendered rendered, String kind) {
    return rendered.all(GenericKubernetesResource.class).stream()
        .filter(object -> object.getKind().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind));
  }

  private static Set<String> words(Pattern pattern, String text, int group) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(group))
        .collect(Collectors.toSet());
  }
}
