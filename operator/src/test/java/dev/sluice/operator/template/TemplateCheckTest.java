package dev.sluice.operator.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.crds.PodTemplate;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{spec: {nodeSelectr: {a: b}}}                     | .spec.nodeSelectr: a pod has no such"
            + " field",
        "{spec: {containers: [{name: x, imag: y}]}}        | .spec.containers[0].imag: a pod has no"
            + " such",
        "{spec: {tolerations: {key: a}}}                   | .spec.tolerations: Cannot deserialize",
        "{spec: {priority: high}}                          | .spec.priority: Cannot deserialize",
        "{spec: {restartPolicy: Always}}                   | .spec: restartPolicy is the"
            + " operator's; remove",
        "{spec: {containers: [{name: sluice, image: x}]}}  | .spec: image is the operator's; set"
            + " spec.image",
        "{spec: {containers: [{name: sluice, resources: {}}]}} | .spec: resources is the"
            + " operator's; set res",
        "{spec: {containers: [{name: sluice, env: [{name: SLUICE_EPOCH, value: '1'}]}]}} | .spec:"
            + " env: SLUICE_EPOCH",
        "{spec: {containers: [{name: sluice, volumeMounts: [{name: a, mountPath: /etc/sluice}]}]}}"
            + " | .spec: volumeMounts",
        "{spec: {volumes: [{name: tls, emptyDir: {}}]}}    | .spec: volumes: tls is the operator's;"
            + " remove it",
        "{metadata: {labels: {sluice.dev/job: x}}}         | .metadata.labels: sluice.dev/job is"
            + " the operator's",
        "{metadata: {annotations: {sluice.dev/x: x}}}      | .metadata.annotations: sluice.dev/x is"
            + " the op",
      })
  void namesWhatIsWrongAndWhere(String template, String problem) {
    assertThat(TemplateCheck.problem("at", parse(template), "sluice"))
        .hasValueSatisfying(text -> assertThat(text).startsWith("at" + problem));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{metadata: {labels: {team: a}}, spec: {nodeSelector: {disk: ssd}, priorityClassName:"
            + " high}}",
        "{spec: {containers: [{name: sluice, env: [{name: A, value: b}]}, {name: b, image: c}]}}",
        "{spec: {volumes: [{name: a, configMap: {name: b}}], serviceAccountName: c}}",
      })
  void acceptsWhatAPodCanHave(String template) {
    assertThat(TemplateCheck.problem("at", parse(template), "sluice")).isEmpty();
  }

  @Test
  void refusesATemplateThatIsTooLarge() {
    var template =
        new PodTemplate(PodTemplate.EMPTY.metadata(), Map.of("hostname", "x".repeat(40_000)));

    assertThat(TemplateCheck.problem("at", template, "sluice"))
        .hasValueSatisfying(text -> assertThat(text).contains("at most 32768"));
  }

  private static PodTemplate parse(String yaml) {
    return Serialization.unmarshal("---\n" + yaml, PodTemplate.class);
  }
}
