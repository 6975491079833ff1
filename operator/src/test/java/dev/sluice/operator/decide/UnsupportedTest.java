package dev.sluice.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnsupportedTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ui: {httpRoute: {parentRefs: [{name: a}]}}     | spec.ui.httpRoute",
        "ui: {ingress: {host: a}}                       | spec.ui.ingress",
      })
  void saysThatAFieldIsNotActedOnInsteadOfIgnoringIt(String line, String field) {
    Decision decision = new Scene(line).decide();

    assertThat(Outline.of(decision, "Accepted")).isEqualTo("False/Invalid");
    assertThat(decision.status().conditions().toString())
        .contains(field + " is not supported yet; remove it or set its default.");
    assertThat(decision.actions()).isEmpty();
  }

  @Test
  void acceptsFieldsAtTheirDefaults() {
    Decision decision =
        new Scene("autoscaling: {mode: Disabled}", "networkPolicy: Unmanaged").decide();

    assertThat(Outline.of(decision, "Accepted")).isEqualTo("True/Valid");
  }
}
