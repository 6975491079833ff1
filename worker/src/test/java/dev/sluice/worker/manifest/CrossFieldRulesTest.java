package dev.sluice.worker.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrossFieldRulesTest {
  @Test
  void knowsEveryRuleOfTheDefinitionThatIsNotAboutAChange() {
    var inDefinition =
        rules(CustomResourceSchema.load().keywords()).filter(rule -> !rule.contains("oldSelf"));

    assertThat(CrossFieldRules.ALL)
        .extracting(CrossFieldRules.CrossFieldRule::rule)
        .containsExactlyInAnyOrderElementsOf(inDefinition.toList());
  }

  private static Stream<String> rules(Object tree) {
    if (tree instanceof List<?> list) {
      return list.stream().flatMap(CrossFieldRulesTest::rules);
    }
    if (!(tree instanceof Map<?, ?> map)) {
      return Stream.empty();
    }
    var here = map.get("rule") instanceof String rule ? Stream.of(rule) : Stream.<String>empty();
    return Stream.concat(here, map.values().stream().flatMap(CrossFieldRulesTest::rules));
  }
}
