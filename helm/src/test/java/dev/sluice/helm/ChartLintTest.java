package dev.sluice.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.HasMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartLintTest {
  @Test
  void passesStrictLint() {
    LintResult result = new Helm(Chart.DIRECTORY).lint().strict().call();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  @Test
  void putsEveryNamespacedObjectIntoTheReleaseNamespace() {
    Rendered rendered = Chart.render();

    assertThat(rendered.objects())
        .filteredOn(object -> !object.getKind().equals("CustomResourceDefinition"))
        .isNotEmpty()
        .extracting(object -> object.getMetadata().getNamespace())
        .containsOnly("streaming");
    assertThat(rendered.objects())
        .extracting(HasMetadata::getKind)
        .doesNotContain("ClusterRole", "ClusterRoleBinding", "Secret", "Namespace");
  }

  @Test
  void notesSayWhatIsWatchedAndWarnOfJobsThatWouldBeLost() {
    assertThat(Chart.notes())
        .contains("in namespace streaming")
        .contains("runs the StreamingJobs of: streaming")
        .doesNotContain("deletes every StreamingJob");
    assertThat(Chart.notes("crds: {keep: false}", "watch: {allNamespaces: true}"))
        .contains("of every namespace")
        .contains("uninstalling this release deletes every StreamingJob");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image: {repositry: x}              | 'repositry'",
        "watch: {namespaces: one}           | watch/namespaces",
        "watch: {namespaces: [Not_A_Name]}  | watch/namespaces/0",
        "operator: {pollSeconds: 0}         | operator/pollSeconds",
        "operator: {pollSeconds: 5s}        | operator/pollSeconds",
        "operator: {logLevel: loud}         | operator/logLevel",
        "image: {digest: 'sha256:abc'}      | image/digest",
        "crds: {keep: perhaps}              | crds/keep",
        "replicas: 9                        | replicas",
        "metrics: {podMonitor: {enabled: 1}} | metrics/podMonitor/enabled"
      })
  void refusesWrongValueAndNamesIt(String values, String named) {
    assertThatThrownBy(() -> Chart.render(values))
        .hasMessageContaining("values don't meet the specifications of the schema")
        .hasMessageContaining(named);
  }
}
